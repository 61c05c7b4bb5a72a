/** Builtin functions: plain Java, declared with their types, charged by what they make. */
@NullMarked
package org.attestry.rego.builtin;

import org.jspecify.annotations.NullMarked;
