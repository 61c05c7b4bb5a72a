/**
 * Enclaves from Java: the native library behind {@link org.attestry.agent.enclave.EnclaveLibrary}, one open enclave as
 * {@link org.attestry.agent.enclave.Enclave}, and the actor that keeps one alive,
 * {@link org.attestry.agent.enclave.EnclaveSession}.
 */
@NullMarked
package org.attestry.agent.enclave;

import org.jspecify.annotations.NullMarked;
