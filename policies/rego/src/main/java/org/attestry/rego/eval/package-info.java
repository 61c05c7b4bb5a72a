/** Executes the intermediate representation as a tree of nodes, within a budget. */
@NullMarked
package org.attestry.rego.eval;

import org.jspecify.annotations.NullMarked;
