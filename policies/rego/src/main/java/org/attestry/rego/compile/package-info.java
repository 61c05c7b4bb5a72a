/** The passes between parser and planner: names, flattening, safety, recursion. */
@NullMarked
package org.attestry.rego.compile;

import org.jspecify.annotations.NullMarked;
