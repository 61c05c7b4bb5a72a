/** Executes the intermediate representation as a tree of closures, within a budget. */
@NullMarked
package org.attestry.rego.eval;

import org.jspecify.annotations.NullMarked;
