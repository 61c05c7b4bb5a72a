/** How answers are printed: tables for people, JSON and YAML for programs, problems as RFC 9457 says. */
@NullMarked
package org.attestry.cli.output;

import org.jspecify.annotations.NullMarked;
