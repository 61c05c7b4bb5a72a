package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;

/**
 * The certificates that a host hands to its guest beside a report: the table of an extended guest request (AMD 56421 section 4.1.8.1),
 * which configfs-TSM passes on as {@code auxblob}. Nothing vouches for it.
 *
 * @param roots what the host says is the ARK
 * @param intermediates what it says is the ASK or ASVK
 * @param keys what it says is the VCEK or VLEK
 */
record CertificateTable(List<Bytes> roots, List<Bytes> intermediates, List<Bytes> keys) {
    static final CertificateTable EMPTY = new CertificateTable(List.of(), List.of(), List.of());

    /** The role in which evidence carries a table. */
    static final String ROLE = "auxblob";

    static final Bytes ARK = Bytes.fromHex("c0b406a4a803495297433fb6014cd0ae");
    static final Bytes ASK = Bytes.fromHex("4ab7b379bbac4fe4a02f05aef327c782");
    static final Bytes VCEK = Bytes.fromHex("63da758de6644564adc5f4b93be8accd");
    static final Bytes VLEK = Bytes.fromHex("a8074bc2a25a483eaae639c045a0b8a1");

    private static final int ENTRY = 24;
    private static final int MOST_ENTRIES = 16;

    CertificateTable {
        roots = List.copyOf(roots);
        intermediates = List.copyOf(intermediates);
        keys = List.copyOf(keys);
    }

    /**
     * Reads a table: entries of GUID, offset and length, ended by one of zeros; entries of other GUIDs are passed over.
     *
     * <p>No octet belongs to two entries and no GUID comes twice, so that there is never more to read than was sent.
     *
     * @throws Malformed if it is not ended, too long, or points outside of itself, into its own head or at what another entry has
     */
    static CertificateTable parse(Bytes table) {
        if (table.isEmpty()) return EMPTY;
        var roots = new ArrayList<Bytes>();
        var intermediates = new ArrayList<Bytes>();
        var keys = new ArrayList<Bytes>();
        var entries = entries(table);
        requireApart(entries, table.size());
        for (var entry : entries) {
            var item = table.slice((int) entry.offset, (int) (entry.offset + entry.length));
            if (entry.guid.equals(ARK)) roots.add(item);
            else if (entry.guid.equals(ASK)) intermediates.add(item);
            else if (entry.guid.equals(VCEK) || entry.guid.equals(VLEK)) keys.add(item);
        }
        return new CertificateTable(roots, intermediates, keys);
    }

    private static void requireApart(List<Entry> entries, int size) {
        var byPlace = new ArrayList<>(entries);
        byPlace.sort(Entry.BY_PLACE);
        long free = ENTRY * (entries.size() + 1L);
        var guids = new HashSet<Bytes>();
        for (var entry : byPlace) {
            if (entry.offset < free || entry.end() > size)
                throw new Malformed("certificate table", "entry outside of the table or in another");
            if (!guids.add(entry.guid)) throw new Malformed("certificate table", "GUID given twice");
            free = entry.end();
        }
    }

    private static List<Entry> entries(Bytes table) {
        var in = new Reader(table);
        var entries = new ArrayList<Entry>();
        while (true) {
            var entry = new Entry(in.bytes("GUID", 16), in.u32("offset"), in.u32("length"));
            if (entry.guid.allZero()) {
                if (entry.offset != 0 || entry.length != 0)
                    throw new Malformed("certificate table", "last entry is not zero");
                return entries;
            }
            if (entries.size() == MOST_ENTRIES)
                throw new Malformed("certificate table", "more than " + MOST_ENTRIES + " entries");
            entries.add(entry);
        }
    }

    private record Entry(Bytes guid, long offset, long length) {
        static final Comparator<Entry> BY_PLACE =
                Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::length);

        long end() {
            return offset + length;
        }
    }
}
