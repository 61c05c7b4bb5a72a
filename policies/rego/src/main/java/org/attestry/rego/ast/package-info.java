/** The syntax tree of Rego modules, with the position of every node. */
@NullMarked
package org.attestry.rego.ast;

import org.jspecify.annotations.NullMarked;
