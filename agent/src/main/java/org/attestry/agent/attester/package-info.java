/**
 * Asks this machine's TEE for Evidence.
 */
@NullMarked
package org.attestry.agent.attester;

import org.jspecify.annotations.NullMarked;
