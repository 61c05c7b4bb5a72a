package org.attestry.agent.switchless;

import org.attestry.agent.enclave.EnclaveSession;

/** What a pool tells itself: that its session answered, or that it is time. */
sealed interface PoolEvent extends SwitchlessPool.Command {
    record Borrowed(EnclaveSession.Loan loan) implements PoolEvent {}

    record Poll() implements PoolEvent {}

    record Review() implements PoolEvent {}
}
