/**
 * Serves the agent's interface: limits before buffering, one reading of every body, problems as RFC 9457 has them.
 */
@NullMarked
package org.attestry.agent.http;

import org.jspecify.annotations.NullMarked;
