/**
 * Vendors and TEEs that are made up: format-faithful evidence under roots of our own, for tests, demonstrations and load.
 *
 * <p>Nothing here is on the class path of a service, and no verifier believes these roots unless a configuration names them: a fake
 * root is not among the keys that verifiers pin.
 */
@NullMarked
package org.attestry.verifier.testing;

import org.jspecify.annotations.NullMarked;
