/** Scripts that teach a shell to complete the commands. */
@NullMarked
package org.attestry.cli.completion;

import org.jspecify.annotations.NullMarked;
