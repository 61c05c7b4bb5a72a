package org.attestry.verifier;

import java.util.Locale;

/** What a verifier checks. The names are durable: they stand in audit records and in policy input, in lower case. */
public enum Check {
    /** The bytes are of the format, nothing is short, long or reserved and set. */
    FORMAT,
    /** The key that signed leads to a trust root by signatures, each issuer being allowed to issue. */
    CHAIN,
    /** Every certificate, list and piece of collateral is valid at the instant. */
    VALIDITY,
    /** No certificate of the chain is on a revocation list that its issuer signed. */
    REVOCATION,
    /** The evidence is signed by the endorsed key, over the bytes as received. */
    SIGNATURE,
    /** The platform in the evidence is the platform that the endorsement names. */
    PLATFORM_IDENTITY,
    /** The security versions in the evidence are those that the endorsement names, component by component. */
    TCB,
    /** Further endorsements that came along (launch measurement, host data) agree with the evidence. */
    ENDORSEMENT,
    /** The log replays to the registers that the evidence signs. */
    EVENT_LOG,
    /** The evidence is bound to the challenge. */
    FRESHNESS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name as written outside: lower case, words joined by {@code _}. */
    public String wireName() {
        return wireName;
    }
}
