/** Immutable bytes and the one strict reader that turns them into records. */
@NullMarked
package org.attestry.bytes;

import org.jspecify.annotations.NullMarked;
