/** Verification without a service: one piece of evidence, or a folder of test vectors. */
@NullMarked
package org.attestry.cli.verify;

import org.jspecify.annotations.NullMarked;
