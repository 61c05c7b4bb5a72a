package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What SEV-SNP's verifiers declare of their claims is what they say of evidence. */
class SnpClaimShapesTest {
    private static final ClaimShapes SHAPES = Scene.VERIFIER.claims();

    @ParameterizedTest
    @CsvSource({"MILAN, VCEK", "MILAN, VLEK", "GENOA, VCEK", "GENOA, VLEK", "TURIN, VCEK", "TURIN, VLEK"})
    void everyClaimOfAnAcceptedReportIsDeclaredWithAFittingShape(Product product, KeyKind kind) {
        var claims = Scene.of(product, kind).accepted().claims();

        assertThat(SHAPES.contradictedBy(claims)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void everyClaimDeclaredOfAReportIsMadeForSomeKeyButThoseOfAnEndorsement(Product product) {
        var made = new TreeSet<String>();
        for (var kind : KeyKind.values())
            paths("", Scene.of(product, kind).accepted().claims().root(), made);
        var declared = new TreeSet<>(SHAPES.byPath().keySet());
        declared.removeIf(path -> path.startsWith("uvm_") || path.endsWith("_tcb.fmc") || path.endsWith("_mit_vector"));
        declared.removeIf(path -> path.startsWith("cpuid."));

        assertThat(made).containsAll(declared);
    }

    private static void paths(String prefix, ClaimValue.Group group, Set<String> into) {
        for (Map.Entry<String, ClaimValue> member : group.members().entrySet()) {
            var path = prefix + member.getKey();
            if (member.getValue() instanceof ClaimValue.Group inner) paths(path + ".", inner, into);
            else into.add(path);
        }
    }

    @Test
    void challengesAreAnsweredByReportsAlone() {
        var verifiers = new Verifiers(
                List.of(
                        Scene.VERIFIER,
                        new UvmEndorsementVerifier(TestCrypto.provider()),
                        new UnattestableSev.Sev(),
                        new UnattestableSev.SevEs()),
                (_, _) -> {});

        assertThat(verifiers.tees()).containsExactly("snp");
        assertThat(verifiers.claims("snp")).isEqualTo(SHAPES);
        assertThat(verifiers.claims("sev")).isEqualTo(ClaimShapes.NONE);
        assertThat(verifiers.claims("tdx")).isEqualTo(ClaimShapes.NONE);
    }

    @Test
    void anUndeclaredClaimWouldBeNoticed() {
        assertThat(SHAPES.contradictedBy(
                        Claims.builder().text("reported_tcb.svn", "1").build()))
                .containsExactly("reported_tcb.svn");
    }
}
