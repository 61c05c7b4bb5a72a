package org.attestry.persistence.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.codec.Codec;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.codec.TableSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What every journal of ours must refuse, spoken to as Pekko speaks to it: a store is held to it by extending this class.
 *
 * <p>A <em>writer</em> is one incarnation of an entity. It recovers, then writes its next events under a name of its own.
 */
public abstract class FenceContract {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String id = "Node|" + UUID.randomUUID();
    private ActorSystem system;
    private ActorRef journal;

    /** The configuration of an actor system whose default journal is the store under test; the same store every time. */
    protected abstract Config config();

    @BeforeEach
    void start() {
        system = ActorSystem.create("fences", SERIALIZERS.withFallback(config()));
        journal = Persistence.get(system).journalFor(null, ConfigFactory.empty());
    }

    @AfterEach
    void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void aWriterGoesOnFromWhereTheLastOneStopped() {
        var first = new Writer(id);
        assertThat(first.write("one")).isEqualTo("written");
        assertThat(first.write("two")).isEqualTo("written");
        var second = new Writer(id);
        assertThat(second.recovered).isEqualTo(2);
        assertThat(second.write("three")).isEqualTo("written");
        assertThat(new Writer(id).recovered).isEqualTo(3);
    }

    @Test
    void aNonceIsRedeemedOnce() {
        var writer = new Writer(id);
        assertThat(writer.redeem("nonce")).isEqualTo("written");
        assertThat(writer.redeem("nonce")).isEqualTo("spent by 1");
        assertThat(writer.redeem("another nonce")).isEqualTo("written");
        assertThat(new Writer(id).recovered).isEqualTo(2);
    }

    @Test
    void aNameIsOneEventsAmongAllIdsAndTheWriteThatWantsItAgainTakesNothing() {
        var other = new Writer("Node|" + UUID.randomUUID());
        var name = UUID.randomUUID().toString();
        assertThat(new Writer(id).name(name, "nonce")).isEqualTo("written");
        assertThat(new Writer(id).name(name, "another nonce")).isEqualTo("spent by 1");
        assertThat(other.name(name, "nonce of the other")).isEqualTo("spent by 1");
        assertThat(other.redeem("nonce of the other")).isEqualTo("written");
    }

    /** No tag is kept, so what has one would be found by nobody. */
    @Test
    void anEventWithTagsIsNotWritten() {
        var writer = new Writer(id);
        writer.send(new Tagged(new Noted("one"), Set.of("red")));
        assertThat(writer.outcome()).startsWith("failed: ").contains("no tags are kept");
        assertThat(writer.write("one")).isEqualTo("written");
    }

    @Test
    void aNonceStaysSpentForTheNextWriterAndAfterARestart() {
        assertThat(new Writer(id).redeem("nonce")).isEqualTo("written");
        assertThat(new Writer(id).redeem("nonce")).isEqualTo("spent by 1");
        stop();
        start();
        assertThat(new Writer(id).redeem("nonce")).isEqualTo("spent by 1");
        assertThat(new Writer(id).write("more")).isEqualTo("written");
    }

    @Test
    void aNonceOfAnotherScopeIsNotConcerned() {
        assertThat(new Writer(id).redeem("nonce")).isEqualTo("written");
        assertThat(new Writer(id + "2").redeem("nonce")).isEqualTo("written");
    }

    @Test
    void ofTwoWritersOfOneNewIdOneWrites() {
        var one = new Writer(id);
        var other = new Writer(id);
        assertThat(one.write("mine")).isEqualTo("written");
        assertThat(other.write("mine")).isEqualTo("stale");
        assertThat(one.write("more")).isEqualTo("written");
        assertThat(new Writer(id).recovered).isEqualTo(2);
    }

    @Test
    void aRecoveryEndsTheWriterBeforeIt() {
        var old = new Writer(id);
        assertThat(old.write("mine")).isEqualTo("written");
        var current = new Writer(id);
        assertThat(old.write("late")).isEqualTo("stale");
        assertThat(current.write("mine")).isEqualTo("written");
        assertThat(old.write("later")).isEqualTo("stale");
        assertThat(old.redeem("nonce")).isEqualTo("stale");
        assertThat(current.redeem("nonce")).isEqualTo("written");
    }

    @Test
    void aWriterThatSkipsOrRepeatsANumberIsStale() {
        var writer = new Writer(id);
        assertThat(writer.write("one")).isEqualTo("written");
        writer.next = 3;
        assertThat(writer.write("three")).isEqualTo("stale");
        writer.next = 1;
        assertThat(writer.write("one again")).isEqualTo("stale");
        writer.next = 2;
        assertThat(writer.write("two")).isEqualTo("written");
    }

    @Test
    void ofManyWritersThatRedeemOneNonceAtOnceOneDoes() {
        assertThat(new Writer(id).write("something before")).isEqualTo("written");
        var writers = IntStream.range(0, 32).mapToObj(_ -> new Writer(id)).toList();
        writers.forEach(writer -> writer.send(new Redeemed(id, Bytes.utf8("nonce"), LATER)));
        assertThat(writers.stream().map(Writer::outcome).filter("written"::equals))
                .hasSize(1);
        assertThat(new Writer(id).recovered).isEqualTo(2);
    }

    /** An incarnation of an entity: recovered when it is made. */
    private final class Writer {
        private final String persistenceId;
        private final String name = UUID.randomUUID().toString();
        private final TestKit kit = new TestKit(system);
        private final long recovered;
        private long next;

        private Writer(String persistenceId) {
            this.persistenceId = persistenceId;
            journal.tell(
                    new JournalProtocol.ReplayMessages(1, Long.MAX_VALUE, Long.MAX_VALUE, persistenceId, kit.getRef()),
                    kit.getRef());
            this.recovered = afterReplay();
            this.next = recovered + 1;
        }

        private long afterReplay() {
            while (true) {
                var message = kit.receiveOne(PATIENCE);
                if (message instanceof JournalProtocol.RecoverySuccess done) return done.highestSequenceNr();
                assertThat(message).isInstanceOf(JournalProtocol.ReplayedMessage.class);
            }
        }

        private String write(String text) {
            send(new Noted(text));
            return outcome();
        }

        private String redeem(String nonce) {
            send(new Redeemed(persistenceId, Bytes.utf8(nonce), LATER));
            return outcome();
        }

        private String name(String name, String nonce) {
            send(new Called(name, persistenceId, Bytes.utf8(nonce), LATER));
            return outcome();
        }

        private void send(Object event) {
            var repr = PersistentRepr.apply(event, next, persistenceId, "", false, ActorRef.noSender(), name);
            var write =
                    new AtomicWrite(CollectionConverters.asScala(List.of(repr)).toList());
            journal.tell(
                    new JournalProtocol.WriteMessages(
                            CollectionConverters.asScala(List.<PersistentEnvelope>of(write))
                                    .toList(),
                            kit.getRef(),
                            1),
                    kit.getRef());
        }

        private String outcome() {
            var _ = kit.receiveOne(PATIENCE); // how the request as a whole went; the next says it of the event
            var answer = kit.receiveOne(PATIENCE);
            return switch (answer) {
                case JournalProtocol.WriteMessageSuccess _ -> {
                    next++;
                    yield "written";
                }
                case JournalProtocol.WriteMessageRejected rejected -> described(rejected.cause());
                case JournalProtocol.WriteMessageFailure failed -> described(failed.cause());
                case null, default -> "no answer: " + answer;
            };
        }

        private static String described(Throwable cause) {
            return switch (cause) {
                case NonceSpent spent -> "spent by " + spent.redeemedAt();
                case StaleWriter _ -> "stale";
                default -> "failed: " + cause;
            };
        }
    }

    record Noted(String text) {}

    record Redeemed(String scope, Bytes nonceDigest, Instant fenceUntil) implements RedeemsNonce {
        @Override
        public Fence nonceFence() {
            return new Fence(scope, nonceDigest);
        }
    }

    record Called(String eventName, String scope, Bytes nonceDigest, Instant fenceUntil)
            implements RedeemsNonce, Named {
        @Override
        public Fence nonceFence() {
            return new Fence(scope, nonceDigest);
        }
    }

    /** The events of this suite. */
    public static final class Events extends TableSerializer {
        public Events() {
            super(
                    9902,
                    CodecTable.of(
                            Codec.cbor("noted-v1", Noted.class),
                            Codec.cbor("redeemed-v1", Redeemed.class),
                            Codec.cbor("called-v1", Called.class)));
        }
    }

    private static final Config SERIALIZERS = ConfigFactory.parseMap(Map.of(
            "pekko.actor.serializers.fences",
            Events.class.getName(),
            "pekko.actor.serialization-bindings.\"" + Noted.class.getName() + "\"",
            "fences",
            "pekko.actor.serialization-bindings.\"" + Redeemed.class.getName() + "\"",
            "fences",
            "pekko.actor.serialization-bindings.\"" + Called.class.getName() + "\"",
            "fences"));
}
