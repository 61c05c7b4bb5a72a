/** One attestation: evidence in, verified, appraised, recorded, and only then a token out. */
@NullMarked
package org.attestry.cluster.attestation;

import org.jspecify.annotations.NullMarked;
