package org.attestry.cluster.http;

/** Who may use an endpoint. */
public enum Role {
    /** Anyone. */
    PUBLIC,
    /** Attesters and relying parties, by their tenant's agent key. */
    AGENT,
    /** Operators, by their tenant's admin key. */
    ADMIN;

    /** Whether a caller of this role may use an endpoint for {@code wanted}. */
    boolean covers(Role wanted) {
        return compareTo(wanted) >= 0;
    }
}
