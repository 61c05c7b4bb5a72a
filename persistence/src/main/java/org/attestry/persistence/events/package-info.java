/**
 * The event vocabulary: everything that the service has to remember, as records whose durable names stand in one table.
 *
 * <p>Every event stands in the hash chain of its entity ({@link org.attestry.persistence.events.Link}) and is a leaf of the audit log.
 */
@NullMarked
package org.attestry.persistence.events;

import org.jspecify.annotations.NullMarked;
