/** Holds verdicts against those that folders of test vectors expect. */
@NullMarked
package org.attestry.cli.conformance;

import org.jspecify.annotations.NullMarked;
