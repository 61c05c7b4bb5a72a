package org.attestry.bytes;

import java.util.ArrayList;
import java.util.List;

/** Joins octet strings so that they can be told apart again: each is preceded by its length, 32 bits, big endian. */
public final class Frames {
    private Frames() {}

    /** The frames, one after the other. */
    public static Bytes join(List<Bytes> frames) {
        int size = 0;
        for (var frame : frames) size += Integer.BYTES + frame.size();
        return Bytes.written(size, out -> {
            for (var frame : frames) out.putInt(frame.size()).put(frame.toBuffer());
        });
    }

    /**
     * The frames that {@link #join} joined.
     *
     * @throws Malformed if a length says more than what is there
     */
    public static List<Bytes> split(Bytes joined) {
        var in = new Reader(joined);
        var frames = new ArrayList<Bytes>();
        while (in.remaining() > 0) {
            long length = in.u32be("frame length");
            if (length > in.remaining()) throw new Malformed("frame", "longer than what is left");
            frames.add(in.bytes("frame", (int) length));
        }
        return frames;
    }
}
