/** The service's clock: one that never goes back. */
@NullMarked
package org.attestry.cluster.time;

import org.jspecify.annotations.NullMarked;
