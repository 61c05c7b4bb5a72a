package org.attestry.agent.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import org.attestry.bytes.Bytes;

/** An issuer whose every octet a test may choose: headers and payloads are texts, signed as they stand. */
public final class Forge {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final String ISSUER = "https://attestry.example";
    public static final String AUDIENCE = "shop";
    public static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"ear+jwt\"}";

    public final ECKey key = key(Curve.P_256, "k1");

    public static ECKey key(Curve curve, String id) {
        try {
            return new ECKeyGenerator(curve).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public KeySet keys() {
        return keySet(new JWKSet(key).toString(true));
    }

    public static KeySet keySet(String json) {
        try {
            return KeySet.parse(Bytes.utf8(json));
        } catch (KeysUnavailable e) {
            throw new AssertionError(e);
        }
    }

    /** The payload of a good token, with {@code cnf} where it is not empty. */
    public static String payload(String cnf) {
        long now = NOW.getEpochSecond();
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"jti\":\"id-1\",\"iat\":" + now + ",\"nbf\":"
                + now + ",\"exp\":"
                + (now + 300)
                + ",\"eat_profile\":\"tag:github.com,2023:veraison/ear\",\"submods\":{\"snp\":{\"ear.status\":\"affirming\"}},"
                + "\"attestry\":{\"freshness\":\"challenge\",\"node\":\"node-1\",\"record\":\"r-1\"}"
                + (cnf.isEmpty() ? "" : ",\"cnf\":{\"jwk\":" + cnf + "}") + "}";
    }

    public String good() {
        return sign(HEADER, payload(""));
    }

    public String withCnf(String jwk) {
        return sign(HEADER, payload(jwk));
    }

    public String sign(String header, String payload) {
        return sign(key, header, payload);
    }

    public static String sign(ECKey by, String header, String payload) {
        var signed = Bytes.utf8(header).base64Url() + "." + Bytes.utf8(payload).base64Url();
        var algorithm = Curve.P_384.equals(by.getCurve()) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES256;
        try {
            var signature = new ECDSASigner(by)
                    .sign(new JWSHeader(algorithm), Bytes.utf8(signed).toArray());
            return signed + "." + signature;
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The same under HMAC-SHA-256 with {@code secret}. */
    public static String mac(Bytes secret, String header, String payload) {
        var signed = Bytes.utf8(header).base64Url() + "." + Bytes.utf8(payload).base64Url();
        try {
            return signed + "."
                    + new MACSigner(secret.toArray())
                            .sign(
                                    new JWSHeader(JWSAlgorithm.HS256),
                                    Bytes.utf8(signed).toArray());
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
