/** How many durable events a second the embedded journal takes, beside how often the same disk syncs. */
@NullMarked
package org.attestry.bench.journal;

import org.jspecify.annotations.NullMarked;
