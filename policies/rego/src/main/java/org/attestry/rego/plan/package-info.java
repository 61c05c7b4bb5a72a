/** From compiled rules to the intermediate representation that OPA defines. */
@NullMarked
package org.attestry.rego.plan;

import org.jspecify.annotations.NullMarked;
