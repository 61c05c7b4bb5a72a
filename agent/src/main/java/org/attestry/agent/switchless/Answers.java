package org.attestry.agent.switchless;

import org.apache.pekko.actor.typed.ActorRef;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.ResultCode;
import org.attestry.agent.switchless.SwitchlessPool.Reply;

/** Gives the answers of a pool and counts them, so that the counts are those of the answers. */
final class Answers {
    private long submitted;
    private long done;
    private long refused;
    private long busy;

    void submitted() {
        submitted++;
    }

    void done(ActorRef<Reply> replyTo, long word) {
        done++;
        replyTo.tell(new Reply.Done(word));
    }

    void refused(ActorRef<Reply> replyTo, ResultCode why) {
        refused++;
        replyTo.tell(new Reply.Refused(why));
    }

    void unavailable(ActorRef<Reply> replyTo, EnclaveSession.Why why) {
        refused++;
        replyTo.tell(new Reply.Unavailable(why));
    }

    void busy(ActorRef<Reply> replyTo) {
        busy++;
        replyTo.tell(new Reply.Busy());
    }

    SwitchlessPool.Metrics metrics(int underWay, int inLine, int workers) {
        return new SwitchlessPool.Metrics(submitted, done, refused, busy, underWay, inLine, workers);
    }
}
