/** TEE nodes: the entity that redeems nonces and records decisions, and what operators may read of it. */
@NullMarked
package org.attestry.cluster.node;

import org.jspecify.annotations.NullMarked;
