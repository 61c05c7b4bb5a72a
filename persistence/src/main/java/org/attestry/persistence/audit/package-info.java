/** The audit log's leaves: the canonical bytes of an event and their hash. */
@NullMarked
package org.attestry.persistence.audit;

import org.jspecify.annotations.NullMarked;
