/** How fast evidence is verified, beside the provider's own signature check. */
@NullMarked
package org.attestry.bench.verify;

import org.jspecify.annotations.NullMarked;
