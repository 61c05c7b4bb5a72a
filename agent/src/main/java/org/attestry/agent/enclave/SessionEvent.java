package org.attestry.agent.enclave;

import org.apache.pekko.actor.typed.ActorRef;

/** What an enclave's session tells itself: how an errand ended, or that it is time. */
sealed interface SessionEvent extends EnclaveSession.Command {
    record Opened(CallableEnclave enclave) implements SessionEvent {}

    record OpenFailed(String why) implements SessionEvent {}

    record Returned(NativeResult result, long generation, ActorRef<EnclaveSession.Reply> replyTo)
            implements SessionEvent {}

    record CallFailed(String why, ActorRef<EnclaveSession.Reply> replyTo) implements SessionEvent {}

    record TryAgain() implements SessionEvent {}

    record Released(ActorRef<EnclaveSession.Status> replyTo) implements SessionEvent {}
}
