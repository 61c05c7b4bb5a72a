/** The service's wiring: the only place where configuration, clocks, randomness, providers and entities meet. */
@NullMarked
package org.attestry.cluster;

import org.jspecify.annotations.NullMarked;
