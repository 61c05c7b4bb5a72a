/** Rego on the JVM: compile modules once, evaluate them from many threads. */
@NullMarked
package org.attestry.rego;

import org.jspecify.annotations.NullMarked;
