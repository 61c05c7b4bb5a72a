package org.attestry.verifier.snp;

import java.util.Optional;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Claims;
import org.attestry.verifier.crypto.Certificate;

/** Says what a report says, under names that are durable: policies and stored decisions use them. */
final class SnpClaims {
    private final SharedClaims<GuestPolicy> policies = new SharedClaims<>(SnpClaims::policy);
    private final SharedClaims<Tcb> tcbs = new SharedClaims<>(SnpClaims::tcb);

    /** The claims of a report alone; {@code product} decides how security versions are laid out. */
    Claims.Builder of(SnpReport report, Optional<Product> product) {
        var claims = Claims.builder();
        product.ifPresent(known -> claims.text("product", known.display()));
        var layout = product.map(Product::layout).orElse(TcbLayout.CLASSIC);
        var keyInfo = report.keyInfo();
        claims.whole("report_version", report.version())
                .whole("guest_svn", report.guestSvn())
                .whole("vmpl", report.vmpl())
                .whole("signature_algo", report.signatureAlgorithm())
                .text("signing_key", keyInfo.kind().map(KeyKind::name).orElse("none"))
                .bool("mask_chip_key", keyInfo.maskChipKey())
                .bool("author_key_en", keyInfo.authorKeyEnabled())
                .hexNumber("platform_info", report.platformInfo())
                .hex("report_data", report.reportData())
                .hex("measurement", report.measurement())
                .hex("host_data", report.hostData())
                .hex("id_key_digest", report.idKeyDigest())
                .hex("author_key_digest", report.authorKeyDigest())
                .hex("report_id", report.reportId())
                .hex("report_id_ma", report.reportIdMa())
                .hex("chip_id", report.chipId())
                .bool("chip_id_masked", report.chipId().allZero())
                .hex("family_id", report.familyId())
                .hex("image_id", report.imageId())
                .text("current_version", report.currentVersion().toString())
                .text("committed_version", report.committedVersion().toString())
                .group("policy", policies.of(report.policy()))
                .group("current_tcb", tcbs.of(new Tcb(report.currentTcb(), layout)))
                .group("reported_tcb", tcbs.of(new Tcb(report.reportedTcb(), layout)))
                .group("committed_tcb", tcbs.of(new Tcb(report.committedTcb(), layout)))
                .group("launch_tcb", tcbs.of(new Tcb(report.launchTcb(), layout)));
        report.cpuid().ifPresent(cpuid -> claims.group("cpuid", cpuid(cpuid)));
        report.mitigations()
                .ifPresent(vectors -> claims.unsigned("launch_mit_vector", vectors.launch())
                        .unsigned("current_mit_vector", vectors.current()));
        return claims;
    }

    /** What the chain adds: the key's certificate, and which root was believed. */
    static Claims.Builder endorsed(Claims.Builder claims, VerifiedChain chain) {
        return claims.group("ek_cert", chain.keyClaims()).group("trust_root", chain.rootClaims());
    }

    /** What an endorsement of the launch measurement adds: its payload, and whose word it is. */
    static void uvm(Claims.Builder claims, Claims endorsement) {
        var issuer = new TreeMap<>(endorsement.root().members());
        var payload = issuer.remove("payload");
        if (payload != null) claims.put("uvm_endorsement", payload);
        claims.put("uvm_issuer", new ClaimValue.Group(issuer));
    }

    /** The key's certificate: its product, validity, and whose it is. */
    static Claims key(EndorsementKey key) {
        var claims = Claims.builder()
                .text("product_ext", key.productName())
                .instant("not_before", key.certificate().notBefore())
                .instant("not_after", key.certificate().notAfter());
        key.hardwareId().ifPresent(id -> claims.hex("hwid", id));
        key.provider().ifPresent(provider -> claims.text("csp_id", provider));
        return claims.build().shared();
    }

    /** The root: SHA-256 of its SubjectPublicKeyInfo, and whether it is a pinned key of the vendor. */
    static Claims root(Certificate root, boolean pinned) {
        return Claims.builder()
                .hex("sha256", root.key().sha256())
                .bool("pinned", pinned)
                .build()
                .shared();
    }

    private static Claims policy(GuestPolicy policy) {
        return Claims.builder()
                .whole("abi_minor", policy.abiMinor())
                .whole("abi_major", policy.abiMajor())
                .bool("smt", policy.smt())
                .bool("migrate_ma", policy.migrateMa())
                .bool("debug", policy.debug())
                .bool("single_socket", policy.singleSocket())
                .bool("cxl_allow", policy.cxlAllow())
                .bool("mem_aes256_xts", policy.memAes256Xts())
                .bool("rapl_dis", policy.raplDis())
                .bool("ciphertext_hiding", policy.ciphertextHiding())
                .bool("page_swap_disable", policy.pageSwapDisable())
                .hexNumber("raw", policy.raw())
                .build();
    }

    /** A TCB_VERSION; there are two layouts, and many values. */
    private record Tcb(Bytes raw, TcbLayout layout) {
        @Override
        public int hashCode() {
            return raw.hashCode();
        }
    }

    private static Claims tcb(Tcb tcb) {
        var claims = Claims.builder().hex("raw", tcb.raw);
        for (var component : tcb.layout.components()) {
            if (component.named()) claims.whole(component.name(), tcb.raw.at(component.octet()));
        }
        return claims.build();
    }

    private static Claims cpuid(SnpReport.Cpuid cpuid) {
        return Claims.builder()
                .whole("family_id", cpuid.family())
                .whole("model_id", cpuid.model())
                .whole("stepping", cpuid.stepping())
                .build();
    }
}
