@NullMarked
package org.attestry.rego.builtin;

import org.jspecify.annotations.NullMarked;
