/**
 * One attestation to watch ({@code demo}) and one to play with ({@code dev}), on a TEE that is simulated and a vendor that is faked.
 *
 * <p>The fake vendor is trusted by nodes that these commands start and by no others: its root is made anew each time and handed to
 * the one node, and this module's jar is not on the class path of any other command.
 */
@NullMarked
package org.attestry.demo;

import org.jspecify.annotations.NullMarked;
