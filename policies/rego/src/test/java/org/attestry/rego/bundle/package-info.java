/** Tests of bundles. */
@NullMarked
package org.attestry.rego.bundle;

import org.jspecify.annotations.NullMarked;
