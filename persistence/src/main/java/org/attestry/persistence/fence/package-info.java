/** The two conditions under which a write is refused although sharding thinks it is right: a spent nonce, a stale writer. */
@NullMarked
package org.attestry.persistence.fence;

import org.jspecify.annotations.NullMarked;
