package org.attestry.persistence.rocksdb;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.persistence.fence.StaleWriter;

/**
 * How far an id was written and who may go on: the row that every write of the id is conditional on.
 *
 * @param highest number of the last event
 * @param deletedTo events up to this number were deleted on purpose, 0 for none
 * @param epoch counts the recoveries, from 1
 * @param writer who wrote in this epoch; {@code ""} from a recovery to the first write after it
 * @param retired who wrote last in an earlier epoch and may not any more; {@code ""} for nobody
 */
record Head(long highest, long deletedTo, long epoch, String writer, String retired) {
    /** The head of an id that was never written. */
    static final Head NONE = new Head(0, 0, 1, "", "");

    /** The head after event {@code sequenceNr} by {@code by}, or a {@link StaleWriter} if that is not the next event or not the writer. */
    Head advance(String persistenceId, long sequenceNr, String by) {
        if (sequenceNr != highest + 1) {
            throw new StaleWriter(persistenceId, "event " + sequenceNr + " offered, " + (highest + 1) + " is next");
        }
        if (by.isEmpty()) throw new StaleWriter(persistenceId, "it has no name");
        if (by.equals(retired)) throw new StaleWriter(persistenceId, "the id was recovered since it wrote last");
        if (!writer.isEmpty() && !by.equals(writer)) throw new StaleWriter(persistenceId, "another one writes");
        return new Head(sequenceNr, deletedTo, epoch, by, retired);
    }

    /** The head after a recovery: whoever wrote until now has to recover too before it may write again. */
    Head recovered() {
        return new Head(highest, deletedTo, epoch + 1, "", writer.isEmpty() ? retired : writer);
    }

    Head deletedTo(long number) {
        return new Head(highest, Math.max(deletedTo, Math.min(number, highest)), epoch, writer, retired);
    }

    byte[] body() {
        return new RowWriter()
                .i64(highest)
                .i64(deletedTo)
                .i64(epoch)
                .text(writer)
                .text(retired)
                .body();
    }

    static Head parse(Bytes body) {
        var in = new Reader(body);
        var head = new Head(
                in.u64be("highest"),
                in.u64be("deleted to"),
                in.u64be("epoch"),
                RowWriter.text(in, "writer"),
                RowWriter.text(in, "retired"));
        in.end();
        return head;
    }
}
