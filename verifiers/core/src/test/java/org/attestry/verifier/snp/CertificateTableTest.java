package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.testing.FakeCertificateTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTableTest {
    private static final Bytes CONTENT = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8);

    @Test
    void entriesAreFoundByTheirGuidsAndOthersPassedOver() {
        var table = CertificateTable.parse(new FakeCertificateTable()
                .add(FakeCertificateTable.ARK, Bytes.of(1))
                .add(FakeCertificateTable.ASK, Bytes.of(2))
                .add(FakeCertificateTable.VCEK, Bytes.of(3))
                .add(FakeCertificateTable.VLEK, Bytes.of(4))
                .add(Bytes.fromHex("11".repeat(16)), Bytes.of(5))
                .bytes());

        assertThat(table.roots()).containsExactly(Bytes.of(1));
        assertThat(table.intermediates()).containsExactly(Bytes.of(2));
        assertThat(table.keys()).containsExactly(Bytes.of(3), Bytes.of(4));
    }

    @Test
    void noOctetsAreAnEmptyTable() {
        assertThat(CertificateTable.parse(Bytes.EMPTY)).isEqualTo(CertificateTable.EMPTY);
    }

    @Test
    void aTableThatEndsWithItsLastEntryIsRead() {
        assertThat(CertificateTable.parse(table(48, 8)).keys()).containsExactly(CONTENT);
        assertThat(CertificateTable.parse(table(56, 0)).keys()).containsExactly(Bytes.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"47, 8", "49, 8", "48, 9", "0, 8", "4294967295, 1", "48, 4294967295", "57, 0"})
    void anEntryOutsideOfTheTableIsRefused(long offset, long length) {
        assertThatThrownBy(() -> CertificateTable.parse(table(offset, length))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1"})
    void aLastEntryThatIsNotZeroIsRefused(int offset, int length) {
        var table = Bytes.concat(Bytes.copyOf(new byte[16]), number(offset), number(length));

        assertThatThrownBy(() -> CertificateTable.parse(table)).isInstanceOf(Malformed.class);
    }

    @Test
    void aTableWithoutEndOrWithTooManyEntriesIsRefused() {
        var sixteen = Bytes.EMPTY;
        for (int i = 1; i <= 16; i++) sixteen = Bytes.concat(sixteen, other(i));
        var end = Bytes.copyOf(new byte[24]);
        var endless = sixteen;
        var tooMany = Bytes.concat(sixteen, other(17), end);

        assertThat(CertificateTable.parse(Bytes.concat(sixteen, end))).isEqualTo(CertificateTable.EMPTY);
        assertThatThrownBy(() -> CertificateTable.parse(endless)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> CertificateTable.parse(tooMany)).isInstanceOf(Malformed.class);
    }

    /** Else a few octets could be read as many certificates. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the same octets,      72, 8, 72, 8",
        "one octet of another, 72, 5, 76, 4",
        "some within another,  73, 2, 72, 8",
        "none within another,  73, 0, 72, 8",
    })
    void entriesThatShareOctetsAreRefused(String name, long first, long length, long second, long itsLength) {
        assertThatThrownBy(() -> CertificateTable.parse(twoEntries(
                        FakeCertificateTable.ASK, first, length, FakeCertificateTable.VCEK, second, itsLength)))
                .as(name)
                .isInstanceOf(Malformed.class);
    }

    @Test
    void entriesSideBySideAreReadInEitherOrderAndAGuidComesOnce() {
        var ask = FakeCertificateTable.ASK;
        var read = CertificateTable.parse(twoEntries(ask, 76, 4, FakeCertificateTable.VCEK, 72, 4));
        assertThat(read.intermediates()).containsExactly(CONTENT.slice(4, 8));
        assertThat(read.keys()).containsExactly(CONTENT.slice(0, 4));

        assertThatThrownBy(() -> CertificateTable.parse(twoEntries(ask, 72, 4, ask, 76, 4)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("twice");
    }

    private static Bytes twoEntries(Bytes guid, long offset, long length, Bytes other, long itsOffset, long itsLength) {
        return Bytes.concat(
                Bytes.concat(guid, number(offset), number(length)),
                Bytes.concat(other, number(itsOffset), number(itsLength)),
                Bytes.copyOf(new byte[24]),
                CONTENT);
    }

    /** An entry of no octets behind a head of sixteen, with a GUID that nobody knows. */
    private static Bytes other(int number) {
        return Bytes.concat(Bytes.fromHex("%032x".formatted(number)), number(24 * 17), number(0));
    }

    private static Bytes table(long offset, long length) {
        var head = Bytes.concat(FakeCertificateTable.VCEK, number(offset), number(length));
        return Bytes.concat(head, Bytes.copyOf(new byte[24]), CONTENT);
    }

    private static Bytes number(long value) {
        return Bytes.of(
                (int) (value & 0xff), (int) (value >> 8 & 0xff), (int) (value >> 16 & 0xff), (int) (value >> 24));
    }
}
