/** Baselines: versions of reference values, one active at a time, as entity and as routes. */
@NullMarked
package org.attestry.cluster.baseline;

import org.jspecify.annotations.NullMarked;
