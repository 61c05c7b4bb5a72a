/** OPA's bundles: policies and data in one archive, with a manifest and a signature. */
@NullMarked
package org.attestry.rego.bundle;

import org.jspecify.annotations.NullMarked;
