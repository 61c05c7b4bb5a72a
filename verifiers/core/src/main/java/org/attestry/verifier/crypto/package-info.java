/**
 * Signatures, keys, certificates and revocation lists, read strictly and checked by one provider that the wiring chooses.
 *
 * <p>Everything that is parsed here is unverified until a method whose name says so has checked it.
 */
@NullMarked
package org.attestry.verifier.crypto;

import org.jspecify.annotations.NullMarked;
