package org.attestry.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReaderTest {
    private static Reader reader(String hex) {
        return new Reader(Bytes.fromHex(hex));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                number("an octet", 1, 0xf1L, in -> in.u8("n")),
                number("two octets, the low one first", 2, 0xf2f1L, in -> in.u16("n")),
                number("two octets, the high one first", 2, 0xf1f2L, in -> in.u16be("n")),
                number("four octets, the low one first", 4, 0xf4f3f2f1L, in -> in.u32("n")),
                number("four octets, the high one first", 4, 0xf1f2f3f4L, in -> in.u32be("n")),
                number("eight octets, the low one first", 8, 0xf8f7f6f5f4f3f2f1L, in -> in.u64("n")),
                number("eight octets, the high one first", 8, 0xf1f2f3f4f5f6f7f8L, in -> in.u64be("n")));
    }

    private static Arguments number(String name, int size, long value, ToLongFunction<Reader> read) {
        return Arguments.of(name, size, value, read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void aNumberIsUnsignedAndTakesItsOctets(String name, int size, long value, ToLongFunction<Reader> read) {
        var in = reader("f1f2f3f4f5f6f7f8f9");
        assertThat(read.applyAsLong(in)).as(name).isEqualTo(value);
        assertThat(in.position()).isEqualTo(size);
        assertThat(in.remaining()).isEqualTo(9 - size);
    }

    @ParameterizedTest(name = "{0}, the last of which is missing")
    @MethodSource("numbers")
    void aNumberThatIsCutShortIsRefusedByItsField(String name, int size, long value, ToLongFunction<Reader> read) {
        var in = new Reader(Bytes.fromHex("f1f2f3f4f5f6f7f8").slice(0, size - 1));
        assertThatThrownBy(() -> read.applyAsLong(in))
                .as(name + " " + value)
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("n"));
        assertThat(in.position()).isZero();
    }

    static Stream<Arguments> stretches() {
        return Stream.of(-1, Integer.MIN_VALUE, 3, Integer.MAX_VALUE)
                .flatMap(length -> Stream.of(
                        Arguments.of("bytes of " + length, reading(in -> in.bytes("n", length))),
                        Arguments.of("skip of " + length, reading(in -> in.skip("n", length))),
                        Arguments.of("zeros of " + length, reading(in -> in.zeros("n", length)))));
    }

    private static Consumer<Reader> reading(Consumer<Reader> read) {
        return read;
    }

    @ParameterizedTest(name = "{0} with 2 left")
    @MethodSource("stretches")
    void aLengthBelowZeroOrBeyondTheEndIsRefusedAndTakesNothing(String name, Consumer<Reader> read) {
        var in = reader("000000");
        in.skip("before", 1);
        assertThatThrownBy(() -> read.accept(in))
                .as(name)
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("n"));
        assertThat(in.position()).isEqualTo(1);
    }

    @Test
    void aLengthOfZeroIsReadAtTheEndToo() {
        var in = reader("ff");
        in.skip("before", 1);
        assertThat(in.bytes("n", 0)).isEqualTo(Bytes.EMPTY);
        in.skip("n", 0);
        in.zeros("n", 0);
        in.end();
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest(name = "{0} read of {1} with {2} reserved")
    @CsvSource({"1, ff0000ff, 2", "0, 0000, 2", "0, 00ff, 1", "4, ffffffff, 0"})
    void reservedOctetsThatAreZeroAreTaken(int before, String hex, int length) {
        var in = reader(hex);
        in.skip("before", before);
        in.zeros("RESERVED", length);
        assertThat(in.position()).isEqualTo(before + length);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"01000000", "00010000", "00000001", "80000000", "00000080", "ff0000ff"})
    void aReservedOctetThatIsSetIsRefusedWhereverItIs(String hex) {
        assertThatThrownBy(() -> reader(hex).zeros("RESERVED", 4))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("RESERVED"));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"'', 0, true", "ff, 1, true", "ff, 0, false", "ff00, 1, false", "00, 0, false"})
    void theEndIsWhereNothingIsLeftOver(String hex, int read, boolean end) {
        var in = reader(hex);
        in.skip("before", read);
        if (end) assertThatCode(in::end).doesNotThrowAnyException();
        else assertThatThrownBy(in::end).isInstanceOf(Malformed.class);
    }

    @Test
    void theRestIsAllThatIsLeft() {
        var in = reader("0102030405");
        assertThat(in.bytes("n", 2)).isEqualTo(Bytes.of(1, 2));
        assertThat(in.rest("n")).isEqualTo(Bytes.of(3, 4, 5));
        assertThat(in.rest("n")).isEqualTo(Bytes.EMPTY);
        in.end();
    }
}
