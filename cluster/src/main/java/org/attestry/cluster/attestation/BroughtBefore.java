package org.attestry.cluster.attestation;

import java.util.concurrent.atomic.AtomicLongArray;
import org.attestry.bytes.Bytes;

/**
 * Which nonces were brought to this process lately: a hint where an answer may be found, which decides nothing.
 *
 * <p>Who asks again, as after an answer that was lost, is answered from the record without verifying anew. To ask the journal each time would
 * cost everybody, for what it decides anyway when it records. So what is forgotten here (a nonce takes the place of another, a restart
 * empties all) is verified once more and then refused or answered from its record all the same.
 */
final class BroughtBefore {
    private static final int PLACES = 1 << 17;

    private final AtomicLongArray marks = new AtomicLongArray(PLACES);

    /** Whether the nonce of this SHA-256 was passed before, as far as is remembered; from now on it was. Wrong once in 2^64, to no harm. */
    boolean passed(Bytes nonceDigest) {
        var digest = nonceDigest.toBuffer();
        long mark = digest.getLong();
        int place = digest.getInt() & (PLACES - 1);
        return marks.getAndSet(place, mark) == mark;
    }
}
