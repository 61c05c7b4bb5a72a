package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.Pem;
import org.attestry.verifier.crypto.SignatureScheme;

/** Lets no certificate of a chain pass that a list revokes; whose list it is decides what its absence means. */
final class ChainRevocation {
    private final CryptoProvider crypto;

    ChainRevocation(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /** The relying party's lists that speak for this chain: if there are lists and none speaks for the root, somebody meant to check and cannot. */
    List<Crl> held(Checks checks, ChainMaterial material, List<Certificate> chain) {
        if (material.revocationLists().isEmpty()) return List.of();
        var speaking = speaking(checks, lists(checks, material.revocationLists()), chain);
        var root = chain.getLast();
        boolean answered = speaking.stream().anyMatch(list -> list.issuer().equals(root.subject()));
        checks.require(Check.REVOCATION, answered, Reason.CRL_UNTRUSTED, "no list of " + root);
        return speaking;
    }

    /** The attester's lists that speak for this chain: none need be there, and one that revokes is heard. */
    List<Crl> offered(Checks checks, ChainMaterial material, List<Certificate> chain) {
        return speaking(checks, lists(checks, material.offeredLists()), chain);
    }

    /** Those of {@code supplied} that speak for this chain, each signed by whom it speaks for and listing nobody of it; others are passed over. */
    private List<Crl> speaking(Checks checks, List<Crl> supplied, List<Certificate> chain) {
        var speaking = new ArrayList<Crl>();
        for (int i = 1; i < chain.size(); i++) {
            var authority = chain.get(i);
            // The root has issued itself beside what is below it.
            var issued = chain.subList(i - 1, i == chain.size() - 1 ? i + 1 : i);
            for (var list : supplied) {
                if (!list.issuer().equals(authority.subject())) continue;
                requireList(checks, list, authority);
                for (var subject : issued) requireUnrevoked(checks, list, subject);
                speaking.add(list);
            }
        }
        return List.copyOf(speaking);
    }

    private static void requireUnrevoked(Checks checks, Crl list, Certificate subject) {
        boolean revoked = list.revoked().contains(subject.serial());
        checks.require(Check.REVOCATION, !revoked, Reason.CERT_REVOKED, subject.toString());
    }

    private void requireList(Checks checks, Crl list, Certificate authority) {
        var what = "revocation list of " + authority;
        boolean named = list.namesIssuer(authority) && authority.allows(Certificate.Usage.CRL_SIGN);
        checks.require(Check.REVOCATION, named, Reason.CRL_UNTRUSTED, what + ": key may not sign it");
        boolean pss = list.scheme() == SignatureScheme.RSA_PSS_SHA384;
        checks.require(Check.REVOCATION, pss, Reason.CRL_UNTRUSTED, what + ": not signed by RSASSA-PSS with SHA-384");
        boolean signed = list.signedBy(crypto.key(authority.key()));
        checks.require(Check.REVOCATION, signed, Reason.CRL_UNTRUSTED, what + ": signature");
    }

    /** A list that cannot be read is a check that cannot run, and so a refusal. */
    private static List<Crl> lists(Checks checks, List<Bytes> files) {
        try {
            return files.stream()
                    .flatMap(file -> Pem.blocks(file, "X509 CRL").stream())
                    .map(Crl::parse)
                    .toList();
        } catch (Malformed malformed) {
            checks.require(Check.REVOCATION, false, Reason.CRL_UNTRUSTED, malformed.getMessage() + "");
            throw malformed;
        }
    }
}
