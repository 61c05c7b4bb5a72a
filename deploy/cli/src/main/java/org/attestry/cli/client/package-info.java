/** Calls to a running service over its HTTP API, and what its refusals mean here. */
@NullMarked
package org.attestry.cli.client;

import org.jspecify.annotations.NullMarked;
