package org.attestry.persistence.rocksdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.NamesContents;

/** Whether the contents that events name are there and whole; those that many share are read once in a while, not for each. */
final class NamedContents {
    private static final int REMEMBERED = 4096;

    private final ContentReads reads;
    private final StoreProblems problems;
    private final Map<Bytes, String> shared = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    NamedContents(ContentReads reads, StoreProblems problems) {
        this.reads = reads;
        this.problems = problems;
    }

    /** What {@code event} names, which is told of as {@code what}. */
    void check(String what, NamesContents event) {
        var own = event.bundle();
        for (var digest : event.contents()) {
            if (own.digests().contains(digest)) own(what, event, digest);
            else tell(what, digest, shared(digest));
        }
    }

    private void own(String what, NamesContents event, Bytes digest) {
        var content = reads.read(event.bundle(), digest);
        tell(what, digest, state(content));
        if (content instanceof Content.Found(var _, var octets))
            problems.attempt(
                    Family.CONTENT,
                    what + " names " + digest.hex() + ", which cannot be taken apart: ",
                    () -> inside(what, event.contentsIn(digest, octets)));
    }

    private void inside(String what, List<Bytes> digests) {
        for (var digest : digests) tell(what, digest, shared(digest));
    }

    private String shared(Bytes digest) {
        return shared.computeIfAbsent(digest, key -> state(reads.read(Bundle.NONE, key)));
    }

    /** Empty where it is whole. */
    private static String state(Content content) {
        return switch (content) {
            case Content.Found _ -> "";
            case Content.NotFound _ -> "missing";
            case Content.Corrupt _ -> "damaged";
        };
    }

    private void tell(String what, Bytes digest, String state) {
        if (!state.isEmpty())
            problems.add(Family.CONTENT, what + " names the content " + digest.hex() + ", which is " + state);
    }
}
