/** {@code edl}: the compiler for the border between a host and its enclave. */
@NullMarked
package org.attestry.cli.edl;

import org.jspecify.annotations.NullMarked;
