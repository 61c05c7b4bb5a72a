package org.attestry.verifier.snp;

/** Which key signs a report: one of the chip, or one that AMD lends to a cloud provider. */
public enum KeyKind {
    /** Versioned Chip Endorsement Key: derived from chip and security versions. */
    VCEK("SEV-VCEK", "SEV-"),
    /** Versioned Loaded Endorsement Key: bound to a provider and to security versions, not to a chip. */
    VLEK("SEV-VLEK", "SEV-VLEK-");

    private final String subjectName;
    private final String issuerPrefix;

    KeyKind(String subjectName, String issuerPrefix) {
        this.subjectName = subjectName;
        this.issuerPrefix = issuerPrefix;
    }

    /** The common name of its certificate's subject. */
    public String subjectName() {
        return subjectName;
    }

    /** The common name of the ASK or ASVK that issues its certificate. */
    public String issuerName(Product product) {
        return issuerPrefix + product.display();
    }
}
