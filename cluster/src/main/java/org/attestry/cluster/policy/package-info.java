/** Appraisal policies: versions of Rego source, one active at a time, as entity and as routes. */
@NullMarked
package org.attestry.cluster.policy;

import org.jspecify.annotations.NullMarked;
