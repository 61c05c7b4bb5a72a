/** Switchless calls as messages: {@link org.attestry.agent.switchless.SwitchlessPool}. */
@NullMarked
package org.attestry.agent.switchless;

import org.jspecify.annotations.NullMarked;
