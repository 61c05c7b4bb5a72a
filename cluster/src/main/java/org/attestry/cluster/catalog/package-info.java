/** The catalog: an immutable snapshot of active policies, baselines, endorsements and keys that a request uses throughout. */
@NullMarked
package org.attestry.cluster.catalog;

import org.jspecify.annotations.NullMarked;
