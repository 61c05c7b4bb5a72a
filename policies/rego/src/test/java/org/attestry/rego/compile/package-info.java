/** Tests of what reads and lays out source. */
@NullMarked
package org.attestry.rego.compile;

import org.jspecify.annotations.NullMarked;
