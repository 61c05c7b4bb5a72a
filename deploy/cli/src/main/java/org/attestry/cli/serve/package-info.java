/** Commands that start something which keeps running; the wiring of the release. */
@NullMarked
package org.attestry.cli.serve;

import org.jspecify.annotations.NullMarked;
