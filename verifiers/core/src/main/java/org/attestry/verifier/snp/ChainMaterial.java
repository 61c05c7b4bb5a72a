package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Roles;

/**
 * Everything that a chain could be built of, from both sides, byte for byte and unread.
 *
 * @param trustRoots what the relying party believes; the attester has no say in it
 * @param offeredRoots what the attester says is a root: of use only where it is a key that is pinned here
 * @param intermediates from both sides
 * @param keys from both sides: certificates of the key that signed
 * @param revocationLists what the relying party holds
 * @param offeredLists what the attester sent: it can get a certificate refused, and never make the check pass
 */
record ChainMaterial(
        List<Bytes> trustRoots,
        List<Bytes> offeredRoots,
        List<Bytes> intermediates,
        List<Bytes> keys,
        List<Bytes> revocationLists,
        List<Bytes> offeredLists) {

    /** Collects it; what the relying party holds comes first. */
    static ChainMaterial of(Evidence evidence, Endorsements endorsements) {
        var table = evidence.attachment(CertificateTable.ROLE)
                .map(CertificateTable::parse)
                .orElse(CertificateTable.EMPTY);
        return new ChainMaterial(
                endorsements.all(Roles.TRUST_ROOT),
                table.roots(),
                both(evidence, endorsements, Roles.INTERMEDIATE, table.intermediates()),
                both(evidence, endorsements, Roles.ENDORSEMENT_KEY_CERT, table.keys()),
                endorsements.all(Roles.CRL),
                evidence.attachment(Roles.CRL).map(List::of).orElse(List.of()));
    }

    private static List<Bytes> both(Evidence evidence, Endorsements endorsements, String role, List<Bytes> fromTable) {
        var held = endorsements.all(role);
        var attached = evidence.attachment(role);
        if (attached.isEmpty() && fromTable.isEmpty()) return held;
        var all = new ArrayList<>(held);
        attached.ifPresent(all::add);
        all.addAll(fromTable);
        return List.copyOf(all);
    }
}
