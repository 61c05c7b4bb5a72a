package org.attestry.collateral;

import java.util.List;
import java.util.Optional;
import org.attestry.verifier.Roles;

/** Which roles the relying party's side holds; files of other roles are what an attester sends. */
final class FileRoles {
    /** Roles of endorsements, trust anchors and other collateral. */
    static final List<String> HELD = List.of(
            Roles.TRUST_ROOT,
            Roles.INTERMEDIATE,
            Roles.ENDORSEMENT_KEY_CERT,
            Roles.CRL,
            "tcb_info",
            "qe_identity",
            "tcb_signing_chain",
            "pck_crl",
            "pck_crl_issuer_chain",
            "root_ca_crl",
            "oe_endorsements",
            "azure_vtpm_root",
            "preproduction_root",
            "cpak_public",
            "iak_public",
            "ak_public",
            "ek_public",
            "public_key",
            "ta_store",
            "rv_store",
            "trust_anchor",
            "reference_values",
            "rim_root",
            "rim_driver",
            "rim_vbios",
            "as_ca",
            "daa_issuer_pub");

    private FileRoles() {}

    /** The role that a file's name begins with. */
    static Optional<String> ofFileName(String name) {
        return Optional.of(name.split("[.-]", 2)[0]).filter(HELD::contains);
    }
}
