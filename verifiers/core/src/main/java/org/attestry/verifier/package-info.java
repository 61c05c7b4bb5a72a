/**
 * The one interface behind which every TEE is verified: bytes of Evidence in, a {@link org.attestry.verifier.Verdict} out.
 *
 * <p>Nothing here reads files, the network or a clock; the instant, the endorsements and the expected binding are arguments, so
 * that a verdict can be computed again years later from the same inputs, byte for byte.
 */
@NullMarked
package org.attestry.verifier;

import org.jspecify.annotations.NullMarked;
