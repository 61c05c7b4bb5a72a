/** Tests of what reads and lays out source. */
@NullMarked
package org.attestry.rego.syntax;

import org.jspecify.annotations.NullMarked;
