package org.attestry.appraisal;

import java.util.Arrays;
import java.util.Optional;

/** The trustworthiness claims of AR4SI (draft-ietf-rats-ar4si section 2.3.4), by the names that tokens carry. */
public enum TrustClaim {
    /** Which attesting environment this is, and whether it is recognised. */
    INSTANCE_IDENTITY("instance-identity"),
    /** Whether its configuration has no known vulnerability. */
    CONFIGURATION("configuration"),
    /** Whether what runs in it was approved. */
    EXECUTABLES("executables"),
    /** Whether its files were approved. */
    FILE_SYSTEM("file-system"),
    /** Whether hardware and firmware are genuine and current. */
    HARDWARE("hardware"),
    /** Whether memory in use is opaque to others. */
    RUNTIME_OPAQUE("runtime-opaque"),
    /** Whether what is stored is opaque to others. */
    STORAGE_OPAQUE("storage-opaque"),
    /** Whether the data brought in from outside can be believed. */
    SOURCED_DATA("sourced-data");

    private final String wireName;

    TrustClaim(String wireName) {
        this.wireName = wireName;
    }

    /** The name in a trust vector. */
    public String wireName() {
        return wireName;
    }

    /** The claim of that name. */
    public static Optional<TrustClaim> named(String wireName) {
        return Arrays.stream(values())
                .filter(claim -> claim.wireName.equals(wireName))
                .findFirst();
    }
}
