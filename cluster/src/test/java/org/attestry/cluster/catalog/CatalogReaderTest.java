package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.baseline.BaselineVersions;
import org.attestry.cluster.entity.Chain;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.policy.CompilePool;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read of one policy or baseline concerns those for whom it may say something, and nobody else. */
final class CatalogReaderTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration NEXT = Duration.ofSeconds(10);
    private static final String POLICY = "Policy|other/own";
    private static final String BASELINE = "Baseline|other/snp/mine";
    private static final Bytes SOURCE = Bytes.utf8("source");
    private static final Bytes NO_DOCUMENT = Bytes.utf8("{}");

    private final FakeReads reads = new FakeReads();
    private final FoundDamage damage = new FoundDamage(_ -> {});
    private final CatalogReader reader = reader(reads, noDocuments(), damage);

    /** A reader of {@code reads} beside which nothing is kept but octets that are no document. */
    static CatalogReader reader(FakeReads reads) {
        return reader(reads, noDocuments());
    }

    private static ReadOnlyContents noDocuments() {
        return new ReadOnlyContents(digest -> new Content.Found(digest, NO_DOCUMENT));
    }

    /** A reader of {@code reads} and {@code contents}. */
    static CatalogReader reader(FakeReads reads, ReadOnlyContents contents) {
        return reader(reads, contents, new FoundDamage(_ -> {}));
    }

    private static CatalogReader reader(FakeReads reads, ReadOnlyContents contents, FoundDamage damage) {
        var compiled = new CompiledPolicies(new CompilePool(1, 1), CompiledPolicies.Compiler.ofThisRelease());
        var log = new EventLog(reads, EventSerializer.TABLE);
        return new CatalogReader(log, contents, KeyRoot.ephemeral(new SecureRandom()), compiled, damage);
    }

    @BeforeEach
    void aPolicyOfEachTenant() {
        addPolicy(reads, "default");
        addPolicy(reads, "other");
    }

    static void addPolicy(FakeReads reads, String tenant) {
        addPolicy(reads, tenant, SOURCE);
    }

    /** {@code tenant} has a policy in force whose source has that digest. */
    static void addPolicy(FakeReads reads, String tenant, Bytes digest) {
        var id = "Policy|" + tenant + "/own";
        var added = policyAdded(Chain.EMPTY.next(id), tenant, digest);
        reads.add(id, added);
        reads.add(id, new PolicyVersionActivated(Chain.EMPTY.after(added).next(id), AT, "request-2", 1));
    }

    private static PolicyVersionAdded policyAdded(Link link, String tenant, Bytes digest) {
        return new PolicyVersionAdded(link, AT, "request-1", tenant, "snp", "own", 1, digest);
    }

    private static BaselineVersionAdded baselineAdded(Link link) {
        var digest = NO_DOCUMENT.sha256();
        return new BaselineVersionAdded(
                link, AT, "request-1", "other", "snp", "mine", 1, digest, AT, AT.plusSeconds(60));
    }

    private static Link misplaced(String id) {
        return new Link(id, 3, Link.START);
    }

    private static Arguments damage(String what, String ofTdx, Consumer<FakeReads> done) {
        return Arguments.of(what, ofTdx.equals("and of tdx"), done);
    }

    static Stream<Arguments> damages() {
        var baseline = baselineAdded(Chain.EMPTY.next(BASELINE));
        return Stream.of(
                damage(
                        "an event out of its place",
                        "and of tdx",
                        reads -> reads.add(POLICY, policyAdded(misplaced(POLICY), "other", SOURCE))),
                damage("another's event", "and of tdx", reads -> reads.add(POLICY, baseline)),
                damage("no event", "and of tdx", reads -> reads.add(POLICY, "key-added-v1", baseline)),
                damage("an unknown event", "and of tdx", reads -> reads.add(POLICY, "policy-withdrawn-v9", baseline)),
                damage("a row", "and of tdx", reads -> reads.breakId(POLICY, new CorruptStore("a row is damaged"))),
                damage("a baseline's row", "", reads -> reads.breakId(BASELINE, new CorruptStore("a row is damaged"))),
                damage("a baseline's event", "", reads -> reads.add(BASELINE, baselineAdded(misplaced(BASELINE)))),
                damage("a document", "", reads -> {
                    reads.add(BASELINE, baseline);
                    reads.add(
                            BASELINE,
                            new BaselineVersionActivated(
                                    Chain.EMPTY.after(baseline).next(BASELINE), AT, "r", 1));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageConcernsItsTenantAndItsTeeWhereThatIsCertain(String what, boolean ofTdx, Consumer<FakeReads> done) {
        done.accept(reads);
        var catalog = reader.read(AT);
        assertThat(catalog.unreadFor("other", "snp"))
                .as(what)
                .hasValueSatisfying(part -> assertThat(part.problem().kind()).isEqualTo(Problem.Kind.DAMAGED));
        assertThat(catalog.unreadFor("other", "tdx").isPresent()).isEqualTo(ofTdx);
        assertThat(catalog.unreadFor("default", "snp")).isEmpty();
        assertThat(catalog.compiling()).containsKey("default/snp");
    }

    private static Arguments later(String what, Duration after, Consumer<CatalogReaderTest> done) {
        return Arguments.of(what, after, done);
    }

    static Stream<Arguments> damagesOfWhatWasRead() {
        return Stream.of(
                later("a row", CatalogKeeper.ALL_READ_EVERY, CatalogReaderTest::spoilPolicy),
                later("a row, as its entity found", NEXT, test -> {
                    test.damage.found(POLICY, new CorruptStore("a row is damaged"));
                    test.spoilPolicy();
                }),
                later("a new row", NEXT, test -> {
                    test.reads.add(POLICY, policyAdded(misplaced(POLICY), "other", SOURCE));
                    test.spoilPolicy();
                }),
                later("fewer events", NEXT, test -> test.reads.lose(POLICY, 1)),
                later("no events", NEXT, test -> test.reads.lose(POLICY, 0)));
    }

    private void spoilPolicy() {
        reads.breakId(POLICY, new CorruptStore("a row is damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagesOfWhatWasRead")
    void damageOfWhatWasReadIsNoticedAndStaysSo(String what, Duration after, Consumer<CatalogReaderTest> done) {
        assertThat(reader.read(AT).unread()).isEmpty();
        done.accept(this);
        for (var at = NEXT; at.compareTo(after) < 0; at = at.plus(NEXT))
            assertThat(reader.read(AT.plus(at)).unread()).as(at.toString()).isEmpty();
        for (var at = after; at.compareTo(after.plusHours(1)) < 0; at = at.plus(NEXT)) {
            var catalog = reader.read(AT.plus(at));
            assertThat(catalog.unreadFor("other", "snp"))
                    .as(what)
                    .hasValueSatisfying(part -> assertThat(part.damaged()).isTrue());
            assertThat(catalog.unreadFor("default", "snp")).isEmpty();
        }
    }

    @Test
    void aWithdrawalCountsAtTheNextReadingWhichReadsNothingElse() {
        var added = baselineAdded(Chain.EMPTY.next(BASELINE));
        var activated = new BaselineVersionActivated(Chain.EMPTY.after(added).next(BASELINE), AT, "r", 1);
        reads.add(BASELINE, added);
        reads.add(BASELINE, activated);
        assertThat(mine(AT).active()).isPresent();
        assertThat(reads.pages()).contains(BASELINE, POLICY, "Policy|default/own", "KeyRing|cluster");

        var link = Chain.EMPTY.after(added).after(activated).next(BASELINE);
        reads.add(BASELINE, new BaselineVersionWithdrawn(link, AT, "r", 1, "leaked"));
        assertThat(mine(AT.plus(NEXT)).active()).isEmpty();
        assertThat(reads.pages()).containsExactly(BASELINE);
    }

    private BaselineVersions mine(Instant at) {
        return reader.read(at).baselines().getOrDefault("other/snp/mine", BaselineVersions.NONE);
    }

    @Test
    void aKeyRingThatIsGoneEndsTheReading() {
        var id = "KeyRing|cluster";
        var key = new KeyAdded(Chain.EMPTY.next(id), AT, "no-purpose", "kid", SOURCE, AT, AT, AT);
        reads.add(id, key);
        assertThat(reader.read(AT).unread()).isEmpty();
        reads.lose(id, 0);
        for (int i = 0; i < 3; i++) assertThatThrownBy(() -> reader.read(AT)).isInstanceOf(CorruptStore.class);
    }

    @Test
    void whatCannotBeReadForNowIsToBeAskedForAgain() {
        reads.breakId(POLICY, new IllegalStateException("the disk is away"));
        var problem = reader.read(AT).unreadFor("other", "snp").orElseThrow().problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(problem.retryAfter()).isPresent();
        assertThat(problem.detail())
                .hasValueSatisfying(detail -> assertThat(detail).doesNotContain("disk"));
    }

    @Test
    void aDamagedEntityWhoseTenantNobodyCanTellEndsTheReading() {
        reads.breakId("Policy|own", new CorruptStore("a row is damaged"));
        assertThatThrownBy(() -> reader.read(AT))
                .isInstanceOf(CorruptStore.class)
                .hasMessageContaining("Policy|own");
    }

    @Test
    void aDamagedKeyRingEndsTheReading() {
        reads.breakId("KeyRing|cluster", new CorruptStore("a row is damaged"));
        assertThatThrownBy(() -> reader.read(AT)).isInstanceOf(CorruptStore.class);
    }

    @Test
    void whatIsWholeAgainIsReadAgain() {
        reads.breakId(BASELINE, new CorruptStore("a row is damaged"));
        assertThat(reader.read(AT).unread()).hasSize(1);
        reads.mend(BASELINE);
        assertThat(reader.read(AT).unread()).isEmpty();
    }

    @Test
    void inAListItStandsAsDamagedWithNoVersions() {
        reads.breakId(BASELINE, new CorruptStore("a row is damaged"));
        assertThat(reader.read(AT).unreadEntities("Baseline", "other").values())
                .extracting(UnreadPart::listed)
                .containsExactly(Map.of("name", "mine", "tee", "snp", "state", "damaged", "versions", List.of()));
    }
}
