/**
 * The attester's side, wired: {@link org.attestry.agent.AgentNode} is one running agent.
 */
@NullMarked
package org.attestry.agent;

import org.jspecify.annotations.NullMarked;
