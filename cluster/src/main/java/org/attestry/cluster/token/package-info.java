/** Tokens: EAR as a signed JWT, and the keys that anyone may check them with. */
@NullMarked
package org.attestry.cluster.token;

import org.jspecify.annotations.NullMarked;
