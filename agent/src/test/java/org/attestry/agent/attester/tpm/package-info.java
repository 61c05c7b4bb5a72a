/** Tests of TPM quotes. */
@NullMarked
package org.attestry.agent.attester.tpm;

import org.jspecify.annotations.NullMarked;
