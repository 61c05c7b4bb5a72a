package org.attestry.verifier.snp;

import java.util.Arrays;
import org.attestry.verifier.ClaimShapes;

/** Declares what {@link SnpClaims} says of an accepted report: the same names, each with what its field can hold. */
final class SnpClaimShapes {
    /** Of a report and of everything that its chain and attachments add. */
    static final ClaimShapes REPORT = report();

    private SnpClaimShapes() {}

    private static ClaimShapes report() {
        return ClaimShapes.builder()
                .word(
                        "product",
                        Arrays.stream(Product.values()).map(Product::display).toArray(String[]::new))
                .whole("report_version", SnpReport.OLDEST, SnpReport.NEWEST)
                .unsigned("guest_svn", 32)
                .unsigned("vmpl", 32)
                .whole("signature_algo", SnpReport.ECDSA_P384_SHA384, SnpReport.ECDSA_P384_SHA384)
                .word(
                        "signing_key",
                        Arrays.stream(KeyKind.values()).map(KeyKind::name).toArray(String[]::new))
                .bool("mask_chip_key")
                .bool("author_key_en")
                .hexNumber("platform_info")
                .hex("report_data", SnpReport.REPORT_DATA_SIZE)
                .hex("measurement", 48)
                .hex("host_data", 32)
                .hex("id_key_digest", 48)
                .hex("author_key_digest", 48)
                .hex("report_id", 32)
                .hex("report_id_ma", 32)
                .hex("chip_id", 64)
                .bool("chip_id_masked")
                .hex("family_id", 16)
                .hex("image_id", 16)
                .text("current_version")
                .text("committed_version")
                .group("policy", policy())
                .group("current_tcb", tcb())
                .group("reported_tcb", tcb())
                .group("committed_tcb", tcb())
                .group("launch_tcb", tcb())
                .group("cpuid", cpuid())
                .unsigned("launch_mit_vector", 64)
                .unsigned("current_mit_vector", 64)
                .group("ek_cert", key())
                .group("trust_root", root())
                .anything("uvm_endorsement")
                .group("uvm_issuer", UvmEndorsements.ISSUER)
                .build();
    }

    private static ClaimShapes policy() {
        return ClaimShapes.builder()
                .unsigned("abi_minor", 8)
                .unsigned("abi_major", 8)
                .bool("smt")
                .bool("migrate_ma")
                .bool("debug")
                .bool("single_socket")
                .bool("cxl_allow")
                .bool("mem_aes256_xts")
                .bool("rapl_dis")
                .bool("ciphertext_hiding")
                .bool("page_swap_disable")
                .hexNumber("raw")
                .build();
    }

    /** Of either layout: of Turin alone there is {@code fmc}. */
    private static ClaimShapes tcb() {
        var shapes = ClaimShapes.builder().hex("raw", 8);
        TcbLayout.WITH_FMC.components().stream()
                .filter(TcbLayout.Component::named)
                .forEach(component -> shapes.unsigned(component.name(), 8));
        return shapes.build();
    }

    private static ClaimShapes cpuid() {
        return ClaimShapes.builder()
                .unsigned("family_id", 8)
                .unsigned("model_id", 8)
                .unsigned("stepping", 8)
                .build();
    }

    /** The hardware identifier stands in the certificate of a VCEK, the provider in that of a VLEK. */
    private static ClaimShapes key() {
        return ClaimShapes.builder()
                .text("product_ext")
                .instant("not_before")
                .instant("not_after")
                .hex("hwid", 64, 8)
                .text("csp_id")
                .build();
    }

    private static ClaimShapes root() {
        return ClaimShapes.builder().hex("sha256", 32).bool("pinned").build();
    }
}
