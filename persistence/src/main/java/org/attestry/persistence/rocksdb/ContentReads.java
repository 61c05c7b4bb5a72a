package org.attestry.persistence.rocksdb;

import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.bytes.Malformed;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;

/** What a database keeps by digest, each content checked against its own before it is handed out. */
final class ContentReads {
    private final Database database;

    ContentReads(Database database) {
        this.database = database;
    }

    /** What is kept by itself under {@code digest}. */
    Content read(Bytes digest) {
        if (digest.size() != Keys.DIGEST) {
            throw new IllegalArgumentException("a SHA-256 has 32 octets, not " + digest.size());
        }
        try {
            return database.get(Family.CONTENT, digest.toArray())
                    .map(octets -> checked(digest, Bytes.copyOf(octets)))
                    .orElseGet(() -> new Content.NotFound(digest));
        } catch (CorruptStore e) {
            return new Content.Corrupt(digest, String.valueOf(e.getMessage()));
        }
    }

    /** What is kept under {@code digest} in {@code bundle}, or by itself where the bundle does not name it. */
    Content read(Bundle bundle, Bytes digest) {
        int index = bundle.digests().indexOf(digest);
        if (index < 0) return read(digest);
        try {
            return database.get(Family.CONTENT, bundle.key().toArray())
                    .map(row -> member(split(Bytes.copyOf(row)), index, digest))
                    .orElseGet(() -> new Content.NotFound(digest));
        } catch (CorruptStore e) {
            return new Content.Corrupt(digest, String.valueOf(e.getMessage()));
        }
    }

    /** The contents in a row that keeps a bundle. */
    static List<Bytes> split(Bytes row) {
        try {
            return Frames.split(row);
        } catch (Malformed e) {
            throw new CorruptStore("a bundle cannot be taken apart: " + e.getMessage());
        }
    }

    private static Content member(List<Bytes> bundle, int index, Bytes digest) {
        return index < bundle.size()
                ? checked(digest, bundle.get(index))
                : new Content.Corrupt(digest, "its bundle ends before it");
    }

    private static Content checked(Bytes digest, Bytes octets) {
        return octets.sha256().sameAs(digest)
                ? new Content.Found(digest, octets)
                : new Content.Corrupt(digest, "its octets have another SHA-256");
    }
}
