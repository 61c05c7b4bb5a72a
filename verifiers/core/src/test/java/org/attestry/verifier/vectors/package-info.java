/** Reads recorded evidence with its expected verdicts. */
@NullMarked
package org.attestry.verifier.vectors;

import org.jspecify.annotations.NullMarked;
