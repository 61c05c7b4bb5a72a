/**
 * Appraisal: claims, one baseline version and one policy version in, an Attestation Result (EAR with an AR4SI trust vector) out.
 *
 * <p>Pure: the same release gives the same bytes for the same inputs on any machine. Whatever is undefined, of the wrong type or an
 * error is contraindicated.
 */
@NullMarked
package org.attestry.appraisal;

import org.jspecify.annotations.NullMarked;
