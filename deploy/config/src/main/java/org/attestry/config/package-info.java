/**
 * Layered, typed configuration: flag over environment over file over default, and every value knows where it came from.
 *
 * <p>The keys are those that the {@code reference.conf} of some module declares under {@code attest}, each with its default, or with
 * {@code null} where there is none; an empty group {@code {}} there is open, its names are the operator's. Any other key stops the
 * start. Values are read by {@link org.attestry.config.Settings#read}, which reports everything that is wrong at once and returns
 * nothing then, so that nobody runs on half a configuration.
 */
@NullMarked
package org.attestry.config;

import org.jspecify.annotations.NullMarked;
