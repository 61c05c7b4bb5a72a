/**
 * Reads JSON that strangers wrote, and refuses what has two readings.
 */
@NullMarked
package org.attestry.agent.json;

import org.jspecify.annotations.NullMarked;
