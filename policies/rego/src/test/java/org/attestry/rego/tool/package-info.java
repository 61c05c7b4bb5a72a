/** Tests of the commands on policies. */
@NullMarked
package org.attestry.rego.tool;

import org.jspecify.annotations.NullMarked;
