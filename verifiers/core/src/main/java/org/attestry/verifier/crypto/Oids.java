package org.attestry.verifier.crypto;

/** Object identifiers of RFC 5280, 3279, 4055, 5758 and 8410 that are used in more than one place. */
public final class Oids {
    public static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    public static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    public static final String ECDSA_SHA384 = "1.2.840.10045.4.3.3";
    public static final String ECDSA_SHA512 = "1.2.840.10045.4.3.4";
    public static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    public static final String RSA_MGF1 = "1.2.840.113549.1.1.8";
    public static final String RSA_PSS = "1.2.840.113549.1.1.10";
    public static final String RSA_SHA256 = "1.2.840.113549.1.1.11";
    public static final String RSA_SHA384 = "1.2.840.113549.1.1.12";
    public static final String RSA_SHA512 = "1.2.840.113549.1.1.13";
    public static final String ED25519 = "1.3.101.112";
    public static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    public static final String SHA384 = "2.16.840.1.101.3.4.2.2";
    public static final String SHA512 = "2.16.840.1.101.3.4.2.3";
    public static final String COMMON_NAME = "2.5.4.3";
    public static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    public static final String KEY_USAGE = "2.5.29.15";
    public static final String BASIC_CONSTRAINTS = "2.5.29.19";
    public static final String CRL_NUMBER = "2.5.29.20";
    public static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    public static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private Oids() {}
}
