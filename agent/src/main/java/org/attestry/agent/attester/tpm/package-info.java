/** Quotes of a TPM 2.0, by the few commands that they take. */
@NullMarked
package org.attestry.agent.attester.tpm;

import org.jspecify.annotations.NullMarked;
