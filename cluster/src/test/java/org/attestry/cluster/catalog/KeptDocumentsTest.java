package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.attestry.appraisal.Baseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.entity.Chain;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.Test;

/** A baseline's document is read once and kept as long as it is in force: no longer, or a node that runs for long would keep them all. */
final class KeptDocumentsTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final String ID = "Baseline|default/snp/guests";
    private static final Bytes FIRST = document(1);
    private static final Bytes SECOND = document(2);

    private final FakeReads reads = new FakeReads();
    private final List<Bytes> asked = new ArrayList<>();
    private final Map<Bytes, Bytes> kept = Map.of(FIRST.sha256(), FIRST, SECOND.sha256(), SECOND);
    private final CatalogReader reader = CatalogReaderTest.reader(reads, new ReadOnlyContents(this::found));
    private Chain chain = Chain.EMPTY;

    private static Bytes document(int version) {
        var until = AT.plusSeconds(60);
        return new Baseline("snp", "guests", version, new TreeMap<>(), new TreeMap<>(), AT, until).encoded();
    }

    private Content found(Bytes digest) {
        asked.add(digest);
        return new Content.Found(digest, kept.getOrDefault(digest, Bytes.EMPTY));
    }

    private void add(Function<Link, BaselineEvent> next) {
        var event = next.apply(chain.next(ID));
        chain = chain.after(event);
        reads.add(ID, event);
    }

    private void addVersion(int version, Bytes document) {
        add(link -> new BaselineVersionAdded(
                link, AT, "r", "default", "snp", "guests", version, document.sha256(), AT, AT.plusSeconds(60)));
    }

    private void activateAndRead(int version) {
        add(link -> new BaselineVersionActivated(link, AT, "r", version));
        for (int i = 0; i < 2; i++)
            assertThat(reader.read(AT).baselinesFor("default", "snp", AT))
                    .extracting(prepared -> prepared.baseline().version())
                    .containsExactly(version);
    }

    @Test
    void whatIsInForceAgainIsReadAgain() {
        addVersion(1, FIRST);
        addVersion(2, SECOND);
        activateAndRead(1);
        activateAndRead(2);
        activateAndRead(1);
        assertThat(asked).containsExactly(FIRST.sha256(), SECOND.sha256(), FIRST.sha256());
    }

    /** What one reading could not read may be whole again at the next, and the disk may have lost the document by then. */
    @Test
    void whatIsInForceIsKeptWhileItsEventsCannotBeRead() {
        addVersion(1, FIRST);
        activateAndRead(1);
        var allAgain = AT.plus(CatalogKeeper.ALL_READ_EVERY);
        reads.breakId(ID, new CorruptStore("spoilt"));
        assertThat(reader.read(allAgain).baselinesFor("default", "snp", AT)).isEmpty();
        reads.mend(ID);
        assertThat(reader.read(allAgain).baselinesFor("default", "snp", AT)).hasSize(1);
        assertThat(asked).containsExactly(FIRST.sha256());
    }
}
