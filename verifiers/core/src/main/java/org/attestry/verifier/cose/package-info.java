/** CBOR and COSE, read strictly: one encoding for each value, bounded depth, no key twice. */
@NullMarked
package org.attestry.verifier.cose;

import org.jspecify.annotations.NullMarked;
