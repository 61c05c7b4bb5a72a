/** Obtains what verifiers need from files: endorsements, recorded cases, plugins. Nothing obtained here is verified yet. */
@NullMarked
package org.attestry.collateral;

import org.jspecify.annotations.NullMarked;
