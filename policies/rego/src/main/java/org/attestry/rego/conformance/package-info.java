/** Runs folders of OPA's own cases through the engine and reports what passed. */
@NullMarked
package org.attestry.rego.conformance;

import org.jspecify.annotations.NullMarked;
