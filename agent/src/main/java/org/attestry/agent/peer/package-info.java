/**
 * Attests two agents to each other without a service: each makes its own nonces and verifies the other side itself.
 */
@NullMarked
package org.attestry.agent.peer;

import org.jspecify.annotations.NullMarked;
