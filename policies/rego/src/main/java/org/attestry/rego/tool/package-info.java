/** The commands on policies, as functions of paths and streams. */
@NullMarked
package org.attestry.rego.tool;

import org.jspecify.annotations.NullMarked;
