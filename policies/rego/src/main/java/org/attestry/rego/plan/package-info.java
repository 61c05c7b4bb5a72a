/**
 * From compiled rules to the intermediate representation that OPA defines.
 *
 * <p>{@link Planner} is where planning begins. Each kind of rule, expression and term has a class of its own; all of
 * them write through the planner, which is the one {@link Emitter}.
 */
@NullMarked
package org.attestry.rego.plan;

import org.jspecify.annotations.NullMarked;
