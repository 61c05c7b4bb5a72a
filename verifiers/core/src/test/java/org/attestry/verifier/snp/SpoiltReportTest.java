package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Outcome;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.vectors.VectorCase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every bit, every length: nothing but the report itself is accepted, nothing throws, nothing takes long. */
class SpoiltReportTest {
    private static final String IGNORED = "/golden/snp/flips-accepted.txt";
    private static final Duration LONGEST = Duration.ofMillis(50);
    private static final SnpVerifier VERIFIER = new SnpVerifier(TestCrypto.provider());

    /** Fields that refuse some values before the signature is looked at; in all others a flip is a broken signature. */
    private static final List<int[]> FORMAT_RULES = List.of(
            new int[] {0x000, 0x004},
            new int[] {0x008, 0x010},
            new int[] {0x034, 0x038},
            new int[] {0x048, 0x050},
            new int[] {0x188, 0x1a0},
            new int[] {0x1eb, 0x1ec},
            new int[] {0x1ef, 0x1f0},
            new int[] {0x1f8, 0x2a0},
            new int[] {0x2d0, 0x2e8},
            new int[] {0x318, 0x4a0});

    @TestFactory
    Stream<DynamicTest> everyFlippedBitIsRefused() {
        return samples()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    assertThat(verify(sample, sample.evidence().body())).isInstanceOf(Verdict.Accepted.class);
                    var accepted = IntStream.range(0, 8 * SnpReport.SIZE)
                            .parallel()
                            .filter(bit ->
                                    accepts(sample, flipped(sample.evidence().body(), bit), rightOutcomes(bit / 8)))
                            .mapToObj(bit -> String.format(Locale.ROOT, "0x%03x %d", bit / 8, bit % 8))
                            .toList();
                    assertThat(accepted).isEqualTo(ignoredBits());
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyOtherLengthIsRefused() {
        return samples()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    var body = sample.evidence().body();
                    for (int length = 0; length < body.size(); length++) {
                        assertThat(accepts(sample, body.slice(0, length), List.of(Outcome.MALFORMED)))
                                .isFalse();
                    }
                    for (int more = 1; more <= 64; more++) {
                        for (int filler : List.of(0x00, 0xff)) {
                            var tail = new byte[more];
                            Arrays.fill(tail, (byte) filler);
                            var longer = Bytes.concat(body, Bytes.copyOf(tail));
                            assertThat(accepts(sample, longer, List.of(Outcome.MALFORMED)))
                                    .isFalse();
                        }
                    }
                }));
    }

    private static boolean accepts(VectorCase sample, Bytes body, List<Outcome> right) {
        var clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();
        var verdict = verify(sample, body);
        var spent = Duration.ofNanos(clock.getCurrentThreadCpuTime() - before);
        assertThat(spent).isLessThan(LONGEST);
        if (verdict instanceof Verdict.Accepted) return true;
        assertThat(verdict.outcome()).as(verdict.toString()).isIn(right);
        return false;
    }

    /** What the evidence is bound to follows the spoilt bytes, so that freshness is never the reason. */
    private static Verdict verify(VectorCase sample, Bytes body) {
        var expected = body.size() < 0x90 ? sample.expected() : new Expected.Bound(body.slice(0x50, 0x90));
        var evidence =
                new Evidence(sample.evidence().format(), body, sample.evidence().attachments());
        return VERIFIER.verify(evidence, expected, sample.endorsements(), sample.at());
    }

    private static List<Outcome> rightOutcomes(int octet) {
        boolean rule = FORMAT_RULES.stream().anyMatch(range -> octet >= range[0] && octet < range[1]);
        return rule ? List.of(Outcome.MALFORMED, Outcome.TAMPERED) : List.of(Outcome.TAMPERED);
    }

    private static Bytes flipped(Bytes body, int bit) {
        var octets = body.toArray();
        octets[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.copyOf(octets);
    }

    private static List<String> ignoredBits() {
        try (var in = SpoiltReportTest.class.getResourceAsStream(IGNORED)) {
            if (in == null) throw new IllegalStateException(IGNORED + " is missing");
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.substring(0, "0x000 0".length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three recorded reports where they are there, three of our own otherwise. */
    private static Stream<VectorCase> samples() {
        return VectorCase.present("snp")
                ? Stream.of("milan-v2-coco", "genoa-v5-oak", "turin-v5-oak").map(name -> VectorCase.named("snp", name))
                : Stream.of(
                        sample("milan", Scene.milan()),
                        sample("genoa vlek", Scene.of(Product.GENOA, KeyKind.VLEK)),
                        sample("turin", Scene.of(Product.TURIN, KeyKind.VCEK)));
    }

    private static VectorCase sample(String name, Scene scene) {
        var outcome = JsonNodeFactory.instance.objectNode();
        return new VectorCase(name, scene.evidence(), scene.expected, scene.endorsements(), scene.at, outcome);
    }
}
