/** The cluster's own keys: MAC keys of nonces and signing keys of tokens, wrapped under a root that the journal never sees. */
@NullMarked
package org.attestry.cluster.keyring;

import org.jspecify.annotations.NullMarked;
