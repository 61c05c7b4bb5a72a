/** What operators see: health, metrics, lifecycle. */
@NullMarked
package org.attestry.cluster.ops;

import org.jspecify.annotations.NullMarked;
