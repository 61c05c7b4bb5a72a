package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A revocation list that the attester sends can get its certificate refused; only one that is held here lets the check pass. */
final class OfferedListTest {
    /** The serial of the issuer's certificate. */
    private static final long ISSUER = 0x10001;

    /** What there is of lists on one side. */
    enum Lists {
        NONE,
        NAMING_NOBODY,
        NAMING_THE_ISSUER,
        OF_ANOTHER_VENDOR,
        SIGNED_BY_A_STRANGER,
        OVERDUE,
        UNREADABLE;

        List<Bytes> of(Scene scene) {
            var list = scene.vendor.crlTemplate();
            var root = scene.rootListSigner;
            return switch (this) {
                case NONE -> List.of();
                case NAMING_NOBODY -> List.of(list.signedBy(root));
                case NAMING_THE_ISSUER -> List.of(list.revoke(ISSUER).signedBy(root));
                case OF_ANOTHER_VENDOR ->
                    List.of(Scene.of(Product.GENOA, KeyKind.VCEK).vendor.crl());
                case SIGNED_BY_A_STRANGER ->
                    List.of(list.signedBy(Scene.stranger().getPrivate()));
                case OVERDUE ->
                    List.of(list.valid(daysBefore(scene, 9), daysBefore(scene, 1))
                            .signedBy(root));
                case UNREADABLE -> List.of(Bytes.of(0x30, 0));
            };
        }

        private static Instant daysBefore(Scene scene, int days) {
            return scene.at.minus(Duration.ofDays(days));
        }
    }

    private static Verdict verify(Lists held, Lists offered) {
        var scene = Scene.milan();
        scene.replaced.put(Roles.CRL, held.of(scene));
        offered.of(scene).forEach(list -> scene.attached.put(Roles.CRL, list));
        return scene.verify();
    }

    @ParameterizedTest(name = "the attester''s {0}")
    @EnumSource(names = {"NONE", "NAMING_NOBODY", "OF_ANOTHER_VENDOR"})
    void withNoListHeldTheCheckIsWaivedByNameWhateverTheAttesterSends(Lists offered) {
        assertThat(verify(Lists.NONE, offered)).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.passed()).doesNotContain(Check.REVOCATION);
            assertThat(accepted.waived()).containsEntry(Check.REVOCATION, "no revocation list is configured");
        });
    }

    @ParameterizedTest(name = "the attester''s {0}")
    @EnumSource(names = {"NONE", "NAMING_NOBODY", "OF_ANOTHER_VENDOR"})
    void withAListHeldThatNamesNobodyTheCheckPasses(Lists offered) {
        assertThat(verify(Lists.NAMING_NOBODY, offered)).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.passed()).contains(Check.REVOCATION);
            assertThat(accepted.waived()).isEmpty();
        });
    }

    static Stream<Row> refusals() {
        return Stream.of(
                new Row(Lists.NONE, Lists.NAMING_THE_ISSUER, Check.REVOCATION, Reason.CERT_REVOKED),
                new Row(Lists.NONE, Lists.SIGNED_BY_A_STRANGER, Check.REVOCATION, Reason.CRL_UNTRUSTED),
                new Row(Lists.NONE, Lists.UNREADABLE, Check.REVOCATION, Reason.CRL_UNTRUSTED),
                new Row(Lists.NONE, Lists.OVERDUE, Check.VALIDITY, Reason.EXPIRED),
                new Row(Lists.NAMING_NOBODY, Lists.NAMING_THE_ISSUER, Check.REVOCATION, Reason.CERT_REVOKED),
                new Row(Lists.NAMING_THE_ISSUER, Lists.NAMING_NOBODY, Check.REVOCATION, Reason.CERT_REVOKED),
                new Row(Lists.OF_ANOTHER_VENDOR, Lists.NAMING_NOBODY, Check.REVOCATION, Reason.CRL_UNTRUSTED),
                new Row(Lists.OVERDUE, Lists.NAMING_NOBODY, Check.VALIDITY, Reason.EXPIRED));
    }

    record Row(Lists held, Lists offered, Check check, Reason reason) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aListOfEitherSideRefusesByItself(Row row) {
        assertThat(verify(row.held, row.offered)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.check()).isEqualTo(row.check);
            assertThat(refused.reason()).isEqualTo(row.reason);
        });
    }

    @Test
    void aChainThatIsKnownWithoutAListIsCheckedAnewWithOne() {
        assertThat(verify(Lists.NONE, Lists.NAMING_NOBODY)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(Lists.NONE, Lists.NAMING_THE_ISSUER)).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(Lists.NAMING_THE_ISSUER, Lists.NAMING_NOBODY)).isInstanceOf(Verdict.Refused.class);
    }
}
