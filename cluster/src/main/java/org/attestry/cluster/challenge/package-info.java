/** Challenges: nonces that certify themselves. */
@NullMarked
package org.attestry.cluster.challenge;

import org.jspecify.annotations.NullMarked;
