/** Tests of values and their text. */
@NullMarked
package org.attestry.rego.value;

import org.jspecify.annotations.NullMarked;
