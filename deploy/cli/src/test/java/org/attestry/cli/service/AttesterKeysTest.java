package org.attestry.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.cluster.attestation.EvidenceRequest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The agent and its service take the same keys, and refuse the others in the same words. */
class AttesterKeysTest {
    private static final String KINDS =
            "\"key\" is not an EC key on P-256, P-384 or P-521, nor an RSA key of 2048 to 8192 bits, as RFC 7518 writes them";
    private static final String PRIVATE = "\"key\" holds a private or a symmetric key: send a public key only";
    private static final String TAKEN = "taken";
    private static final ECKey EC = ec(Curve.P_256);

    private static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A modulus of {@code bits} bits: nobody asks whether it has two factors. */
    private static String rsa(int bits, String exponent) {
        var modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).toByteArray();
        var leading = modulus[0] == 0 ? 1 : 0;
        return "{\"kty\":\"RSA\",\"n\":\""
                + Bytes.copyOf(modulus).slice(leading, modulus.length).base64Url() + "\",\"e\":\"" + exponent + "\"}";
    }

    private static String okp(String curve, int octets) {
        return "{\"kty\":\"OKP\",\"crv\":\"" + curve + "\",\"x\":\""
                + Bytes.copyOf(new byte[octets]).base64Url() + "\"}";
    }

    private static String point(String x, String y) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
    }

    private static String padded(ECKey key) {
        return Bytes.concat(Bytes.of(0), Bytes.copyOf(key.getX().decode())).base64Url();
    }

    private static Map<String, String> taken() {
        var keys = new TreeMap<String, String>();
        for (var curve : new Curve[] {Curve.P_256, Curve.P_384, Curve.P_521})
            keys.put("EC on " + curve, ec(curve).toPublicJWK().toJSONString());
        for (int bits : new int[] {2048, 3072, 4096, 8192}) keys.put("RSA of " + bits + " bits", rsa(bits, "AQAB"));
        keys.put("RSA with exponent 3", rsa(2048, "Aw"));
        keys.put(
                "EC with members besides",
                EC.toPublicJWK().toJSONString().replace("{", "{\"kid\":\"a\",\"use\":\"sig\","));
        return keys;
    }

    private static Map<String, String> others() {
        var keys = new TreeMap<String, String>();
        keys.put("nothing", "{}");
        keys.put("no object", "7");
        keys.put("Ed25519", okp("Ed25519", 32));
        keys.put("Ed25519 of 3 octets", okp("Ed25519", 3));
        keys.put("X25519", okp("X25519", 32));
        keys.put("EC on secp256k1", "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}");
        keys.put("EC off its curve", point(EC.getX().toString(), EC.getX().toString()));
        keys.put("EC with a coordinate too long", point(padded(EC), EC.getY().toString()));
        keys.put("EC written otherwise", point(EC.getX() + "=", EC.getY().toString()));
        keys.put("RSA of 1024 bits", rsa(1024, "AQAB"));
        keys.put("RSA of 2047 bits", rsa(2047, "AQAB"));
        keys.put("RSA of 8193 bits", rsa(8193, "AQAB"));
        keys.put("RSA with exponent 1", rsa(2048, "AQ"));
        keys.put("RSA with an even exponent", rsa(2048, "AQAA"));
        keys.put("RSA with exponent of 40 bits", rsa(2048, "gAAAAAE"));
        keys.put("RSA with a leading zero", rsa(2048, "AAEAAQ"));
        return keys;
    }

    @TestFactory
    Stream<DynamicTest> bothTakeTheSameKeys() {
        return taken().entrySet().stream()
                .map(key -> DynamicTest.dynamicTest(key.getKey(), () -> {
                    var json = Json.parse(key.getValue());
                    assertThat(agents(json)).isEqualTo(TAKEN);
                    assertThat(services(json)).isEqualTo(TAKEN);
                    var bound = BoundKey.parse(json);
                    var proven = request(json).attesterKey().orElseThrow();
                    assertThat(bound.spki()).isEqualTo(proven.spki());
                    assertThat(bound.jwk()).isEqualTo(proven.jwk());
                }));
    }

    @TestFactory
    Stream<DynamicTest> bothRefuseOthersInTheSameWords() {
        return others().entrySet().stream()
                .map(key -> DynamicTest.dynamicTest(key.getKey(), () -> {
                    var json = Json.parse(key.getValue());
                    assertThat(agents(json)).isEqualTo(KINDS);
                    assertThat(services(json)).isEqualTo(KINDS);
                }));
    }

    @Test
    void bothRefuseAKeyThatIsASecret() {
        for (var secret : new String[] {EC.toJSONString(), "{\"kty\":\"oct\",\"k\":\"AAAA\"}"}) {
            assertThat(agents(Json.parse(secret))).isEqualTo(PRIVATE);
            assertThat(services(Json.parse(secret))).isEqualTo(PRIVATE);
        }
    }

    private static String agents(JsonNode jwk) {
        return outcome(() -> BoundKey.parse(jwk));
    }

    private static String services(JsonNode jwk) {
        return outcome(() -> request(jwk).attesterKey());
    }

    private static String outcome(Runnable parse) {
        try {
            parse.run();
            return TAKEN;
        } catch (IllegalArgumentException e) {
            return e.getMessage() + "";
        }
    }

    private static EvidenceRequest request(JsonNode key) {
        return new EvidenceRequest(
                "n1", Bytes.copyOf(new byte[32]), null, "snp-report", Bytes.of(1), null, key, "shop");
    }
}
