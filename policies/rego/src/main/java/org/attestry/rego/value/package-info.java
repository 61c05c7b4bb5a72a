/** Rego values: immutable, value-equal, ordered as OPA orders terms, with a strict JSON reader and a canonical writer. */
@NullMarked
package org.attestry.rego.value;

import org.jspecify.annotations.NullMarked;
