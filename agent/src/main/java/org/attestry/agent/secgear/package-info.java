/**
 * secGear's REST interface of an attestation agent: its paths, shapes and status codes, over our own evidence and tokens.
 */
@NullMarked
package org.attestry.agent.secgear;

import org.jspecify.annotations.NullMarked;
