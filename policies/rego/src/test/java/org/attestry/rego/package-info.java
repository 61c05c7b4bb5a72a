/** Tests of the Rego engine as its callers see it. */
@NullMarked
package org.attestry.rego;

import org.jspecify.annotations.NullMarked;
