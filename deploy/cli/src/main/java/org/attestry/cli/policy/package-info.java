/** Commands that need no service: evaluate, test, check, format, measure and explain policies as they lie in files. */
@NullMarked
package org.attestry.cli.policy;

import org.jspecify.annotations.NullMarked;
