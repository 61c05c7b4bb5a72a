package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.RelyingParty.FORGE;
import static org.attestry.agent.token.RelyingParty.rules;
import static org.attestry.agent.token.RelyingParty.verifier;
import static org.attestry.agent.token.RelyingParty.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A token is signed by the key that its header names, by the one algorithm of that key, over all of its octets. */
class TokenSignatureTest {
    @TestFactory
    Stream<DynamicTest> everyOtherSignatureIsRefused() {
        return SpoiltToken.tests(rows());
    }

    private static List<SpoiltToken> rows() {
        var hmac = HEADER.replace("ES256", "HS256");
        var good = FORGE.good();
        var unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        return List.of(
                new SpoiltToken(
                        "HS256 keyed with the public key",
                        TokenReason.ALGORITHM,
                        Forge.mac(spki(), hmac, Forge.payload(""))),
                forged("HMAC under the header ES256", Forge.mac(spki(), HEADER, Forge.payload(""))),
                forged("signed by another key", Forge.sign(Forge.key(Curve.P_256, "k1"), HEADER, Forge.payload(""))),
                forged(
                        "signature of zeros (r = s = 0)",
                        unsigned + Bytes.copyOf(new byte[64]).base64Url()),
                forged(
                        "signature in DER",
                        unsigned + Bytes.fromHex("3006020101020101").base64Url()),
                forged(
                        "signature of 63 octets",
                        unsigned + signature(good).slice(0, 63).base64Url()),
                forged(
                        "signature of 65 octets",
                        unsigned + Bytes.concat(signature(good), Bytes.of(0)).base64Url()),
                forged("payload of another token", swapPayload(good)));
    }

    private static SpoiltToken forged(String name, String token) {
        return new SpoiltToken(name, TokenReason.SIGNATURE, token);
    }

    @Test
    void everyOctetOfATokenCounts() throws KeysUnavailable {
        var good = FORGE.good();
        var parts = good.split("\\.", -1);
        for (int segment = 0; segment < 3; segment++) {
            var octets = Bytes.fromBase64Url(parts[segment]).toArray();
            for (int bit = 0; bit < octets.length * 8; bit += segment == 1 ? 9 : 1) {
                octets[bit / 8] ^= (byte) (1 << bit % 8);
                var flipped = parts.clone();
                flipped[segment] = Bytes.copyOf(octets).base64Url();
                assertThat(verify(String.join(".", flipped)))
                        .as("segment %s bit %s", segment, bit)
                        .isInstanceOf(TokenVerdict.Refused.class);
                octets[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void aKeyOnP384SignsByEs384Alone() throws KeysUnavailable {
        var key = Forge.key(Curve.P_384, "big");
        var keys = Forge.keySet(new JWKSet(key).toString(true));
        var verifier = verifier(keys, rules());
        var header = HEADER.replace("k1", "big").replace("ES256", "ES384");
        assertThat(verifier.verify(Forge.sign(key, header, Forge.payload("")))).isInstanceOf(VerifiedToken.class);
        assertThat(verifier.verify(Forge.sign(key, header.replace("ES384", "ES256"), Forge.payload(""))))
                .isInstanceOf(TokenVerdict.Refused.class);
    }

    @Test
    void anEd25519KeySignsByEdDsa() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var x = Bytes.copyOf(pair.getPublic().getEncoded()).slice(12, 44).base64Url();
        var keys =
                Forge.keySet("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"" + x + "\"}]}");
        var signed = Bytes.utf8(HEADER.replace("k1", "ed").replace("ES256", "EdDSA"))
                        .base64Url() + "." + Bytes.utf8(Forge.payload("")).base64Url();
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(Bytes.utf8(signed).toArray());
        var token = signed + "." + Bytes.copyOf(signer.sign()).base64Url();
        assertThat(verifier(keys, rules()).verify(token)).isInstanceOf(VerifiedToken.class);
    }

    private static Bytes signature(String token) {
        return Bytes.fromBase64Url(token.substring(token.lastIndexOf('.') + 1));
    }

    private static Bytes spki() {
        try {
            return Bytes.copyOf(FORGE.key.toECPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String swapPayload(String good) {
        var parts = good.split("\\.", -1);
        return parts[0] + "."
                + Bytes.utf8(Forge.payload("").replace("id-1", "id-2")).base64Url() + "." + parts[2];
    }
}
