package org.attestry.cluster.attestation;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.attestry.bytes.Bytes;

/**
 * Which nonces and request ids were brought to this process lately: a hint where an answer may be found, which decides nothing.
 *
 * <p>Who asks again, as after an answer that was lost, is answered from the record without verifying anew, and who brings what another has
 * used is refused before anything of his is kept. To ask the journal each time would cost everybody, for what it decides anyway when it
 * records. So what is forgotten here (one takes the place of another, a restart empties all) is verified once more and then refused or
 * answered from its record all the same. Places differ from process to process, so that nobody can choose what takes whose.
 */
final class BroughtBefore {
    private static final int PLACE_BITS = 17;

    private final AtomicLongArray marks = new AtomicLongArray(1 << PLACE_BITS);
    private final long spread;

    BroughtBefore(SecureRandom random) {
        this.spread = random.nextLong() | 1;
    }

    /** Whether what has this SHA-256 was passed before, as far as is remembered; from now on it was. Wrong once in 2^64, to no harm. */
    boolean passed(Bytes digest) {
        long mark = digest.toBuffer().getLong();
        int place = (int) ((mark * spread) >>> (Long.SIZE - PLACE_BITS));
        return marks.getAndSet(place, mark) == mark;
    }
}
