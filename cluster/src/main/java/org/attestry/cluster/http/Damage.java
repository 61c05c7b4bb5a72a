package org.attestry.cluster.http;

import java.util.Optional;
import org.attestry.persistence.codec.Unreadable;
import org.attestry.persistence.content.ContentUnavailable;
import org.attestry.persistence.rocksdb.CorruptStore;

/**
 * What a caller is told of something that the store lost, that was altered in it, or that no reader of this release takes: asking again does
 * not help, an operator has to.
 *
 * <p>A content has a digest that its reader may know. Rows have the names of other tenants in them, so only the log says more of those.
 */
public final class Damage {
    private Damage() {}

    /** What is told of {@code whose} events are damaged, f.e. {@code node web-1}. */
    public static Problem.Refusal ofRecords(String whose) {
        return Problem.refuse(
                Problem.Kind.DAMAGED,
                "the records of " + whose + " are damaged: nothing is added to them or told of them");
    }

    /** What is told of a nonce or a request id of which the journal cannot say whether it is free. */
    public static Problem.Refusal ofClaims() {
        return Problem.refuse(
                Problem.Kind.DAMAGED,
                "what the journal has of this nonce or of this request id is damaged: a request with others of its own is not concerned");
    }

    /** The problem that {@code failure} is to its caller, if it is of that kind. */
    public static Optional<Problem> told(Throwable failure) {
        if (failure instanceof ContentUnavailable gone)
            return Optional.of(Problem.of(Problem.Kind.DAMAGED, gone.told()));
        boolean rows = failure instanceof CorruptStore || failure instanceof Unreadable;
        return rows ? Optional.of(Problem.of(Problem.Kind.DAMAGED)) : Optional.empty();
    }
}
