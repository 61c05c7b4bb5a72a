/**
 * Verifies the tokens of the service: what a relying party calls before it believes one.
 */
@NullMarked
package org.attestry.agent.token;

import org.jspecify.annotations.NullMarked;
