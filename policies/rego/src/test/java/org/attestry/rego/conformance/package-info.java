/** Tests against OPA's own cases. */
@NullMarked
package org.attestry.rego.conformance;

import org.jspecify.annotations.NullMarked;
