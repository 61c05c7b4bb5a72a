/** What all event-sourced entities share: the marker of their messages and the step from one link of the chain to the next. */
@NullMarked
package org.attestry.cluster.entity;

import org.jspecify.annotations.NullMarked;
