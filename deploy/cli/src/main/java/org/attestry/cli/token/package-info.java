/** Looks at tokens as a relying party would. */
@NullMarked
package org.attestry.cli.token;

import org.jspecify.annotations.NullMarked;
