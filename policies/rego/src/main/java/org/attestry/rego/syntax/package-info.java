/** From source text to the syntax tree: lexer and parser, bounded in size and depth. */
@NullMarked
package org.attestry.rego.syntax;

import org.jspecify.annotations.NullMarked;
