/** Commands on the configuration itself. */
@NullMarked
package org.attestry.cli.config;

import org.jspecify.annotations.NullMarked;
