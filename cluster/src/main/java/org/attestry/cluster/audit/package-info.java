/** What auditors and users read: records, replay and explanations. */
@NullMarked
package org.attestry.cluster.audit;

import org.jspecify.annotations.NullMarked;
