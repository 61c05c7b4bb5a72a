package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.cose.Cbor;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.testing.FakeAmd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that somebody chose so that they meet in a hash table are read in the time that any others take, before anybody has signed them. */
class HostileKeysTest {
    /** Far above what noise makes of equal work, far below the hundreds that work growing with the square comes to. */
    private static final int ALLOWED = 20;

    private static final int ENTRIES = 1 << 14;
    private static final FakeAmd VENDOR = Scene.milan().vendor;

    /** The same number of names, as they come and as somebody chose them, and how they are read. */
    record Row(String name, Runnable readsOrdinary, Runnable readsHostile) {
        @Override
        public String toString() {
            return name;
        }

        static <T> Row of(String name, T ordinary, T hostile, Consumer<T> read) {
            return new Row(name, () -> read.accept(ordinary), () -> read.accept(hostile));
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of(
                        "extensions of a certificate",
                        extended(IntStream.range(0, ENTRIES).mapToObj(i -> "1.3." + (100_000_000 + 7919 * i))),
                        extended(identifiersOfOnePlace()),
                        Certificate::parse),
                Row.of(
                        "serials of a revocation list",
                        revoking(LongStream.range(0, ENTRIES).map(i -> i * 7919 + 1)),
                        revoking(LongStream.range(0, ENTRIES).map(i -> i * 2 * ENTRIES)),
                        Crl::parse),
                Row.of(
                        "labels of a CBOR map",
                        map(IntStream.range(1, ENTRIES + 1).mapToLong(i -> (long) i << 32 | 1)),
                        map(IntStream.range(1, ENTRIES + 1).mapToLong(i -> (long) i << 32 | (i ^ 0x12345))),
                        Cbor::parse),
                inAHashTable(IntStream.range(0, ENTRIES)
                        .mapToObj(HostileKeysTest::ofOneHash)
                        .toList()));
    }

    /** Octets are told apart by their order where their hash codes are of no use. */
    private static Row inAHashTable(List<Bytes> octets) {
        return new Row("octets of one hash code", () -> new TreeSet<>(octets), () -> new HashSet<>(octets));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void chosenNamesCostWhatOthersDo(Row row) {
        long ordinary = effort(row.readsOrdinary);

        assertThat(effort(row.readsHostile)).isLessThan(ALLOWED * ordinary);
    }

    /** Of this thread's processor alone, so that others' work does not count; the least of a few, since none can take less. */
    private static long effort(Runnable read) {
        var threads = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long before = threads.getCurrentThreadCpuTime();
                    read.run();
                    return threads.getCurrentThreadCpuTime() - before;
                })
                .min()
                .orElseThrow();
    }

    private static Bytes extended(Stream<String> identifiers) {
        var certificate = VENDOR.arkTemplate()
                .without(Oids.BASIC_CONSTRAINTS)
                .without(Oids.KEY_USAGE)
                .without(Oids.SUBJECT_KEY_IDENTIFIER);
        identifiers.forEach(oid -> certificate.extension(oid, false, Bytes.EMPTY));
        return certificate.signedBy(VENDOR.arkKey());
    }

    /** Their hash codes are multiples of twice their number: the last four digits make up for what the first five come to. */
    private static Stream<String> identifiersOfOnePlace() {
        var endings = new String[2 * ENTRIES];
        for (int i = 0; i < 10_000; i++) {
            var ending = "%04d".formatted(i);
            endings[Math.floorMod(ending.hashCode(), endings.length)] = ending;
        }
        return IntStream.range(10_000, 100_000)
                .mapToObj(i -> "1.3." + i)
                .flatMap(begun -> Stream.ofNullable(
                                endings[Math.floorMod(-begun.hashCode() * 31 * 31 * 31 * 31, endings.length)])
                        .map(ending -> begun + ending))
                .limit(ENTRIES);
    }

    private static Bytes revoking(LongStream serials) {
        var list = VENDOR.crlTemplate();
        serials.forEach(list::revoke);
        return list.signedBy(VENDOR.arkKey());
    }

    private static Bytes map(LongStream labels) {
        var parts = new ArrayList<>(List.of(Bytes.fromHex("b9%04x".formatted(ENTRIES))));
        labels.forEach(label -> parts.add(Bytes.fromHex("1b%016x00".formatted(label))));
        return Bytes.concat(parts.toArray(Bytes[]::new));
    }

    /** Each bit becomes one of two pairs of octets that count alike, 31 times the first and once the second. */
    private static Bytes ofOneHash(int bits) {
        var pairs = new Bytes[14];
        for (int i = 0; i < pairs.length; i++) pairs[i] = (bits >> i & 1) == 0 ? Bytes.of(1, 0) : Bytes.of(0, 31);
        return Bytes.concat(pairs);
    }
}
