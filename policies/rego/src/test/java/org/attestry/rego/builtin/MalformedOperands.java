package org.attestry.rego.builtin;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Calls of builtins with operands that are of the right kind, mostly, and that no builtin can take. */
final class MalformedOperands {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private MalformedOperands() {}

    /** A call: a builtin and operands, each text as it is or any other value as JSON. */
    record Row(String builtin, List<RegoValue> operands) {}

    static Row row(String builtin, String... texts) {
        return new Row(builtin, Stream.of(texts).<RegoValue>map(RegoString::of).toList());
    }

    static Row json(String builtin, String... documents) {
        return new Row(builtin, Stream.of(documents).map(JsonReader::read).toList());
    }

    /** All of them. */
    static List<Row> all() throws Exception {
        var rows = new ArrayList<Row>();
        damagedDer(rows);
        otherTexts(rows);
        keys(rows);
        listed(rows);
        anythingForEverything(rows);
        return rows;
    }

    /** The rows of a file: of each line the first text is the builtin. */
    private static void listed(List<Row> rows) throws IOException {
        try (var file = MalformedOperands.class.getResourceAsStream("/org/attestry/rego/malformed-operands.jsonl")) {
            new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> {
                        var all = ((RegoArray) JsonReader.read(line)).asList();
                        rows.add(new Row(((RegoString) all.getFirst()).value(), all.subList(1, all.size())));
                    });
        }
    }

    private static KeyPair key(String algorithm, int size) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    @SuppressWarnings("JavaUtilDate") // Bouncy Castle takes no other
    private static List<byte[]> documents() throws Exception {
        var key = key("EC", 256);
        var info = SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
        var name = new X500Name("CN=x,O=y");
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
        var from = java.util.Date.from(NOW);
        var certificate = new X509v3CertificateBuilder(name, BigInteger.ONE, from, from, name, info).build(signer);
        return List.of(
                certificate.getEncoded(),
                new PKCS10CertificationRequestBuilder(name, info).build(signer).getEncoded(),
                key.getPrivate().getEncoded(),
                key.getPublic().getEncoded(),
                key("RSA", 512).getPrivate().getEncoded(),
                key("Ed25519", 255).getPrivate().getEncoded());
    }

    /** Every document of a certificate or a key cut short and altered, as what it is and as what it is not. */
    private static void damagedDer(List<Row> rows) throws Exception {
        for (var der : documents()) {
            for (int i = 0; i < der.length; i += i < 40 ? 1 : 7) {
                damaged(rows, Arrays.copyOf(der, i));
                for (int change : new int[] {0x01, 0x80, 0xff}) {
                    var altered = der.clone();
                    altered[i] ^= (byte) change;
                    damaged(rows, altered);
                }
            }
        }
    }

    private static void damaged(List<Row> rows, byte[] der) {
        var base64 = Base64.getEncoder().encodeToString(der);
        rows.add(row("crypto.x509.parse_certificates", base64));
        rows.add(row("crypto.x509.parse_certificates", pem("CERTIFICATE", base64)));
        rows.add(row(
                "crypto.x509.parse_and_verify_certificates",
                pem("CERTIFICATE", base64).repeat(2)));
        rows.add(row("crypto.x509.parse_certificate_request", base64));
        rows.add(row("crypto.x509.parse_certificate_request", pem("CERTIFICATE REQUEST", base64)));
        for (var label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY")) {
            rows.add(row("crypto.x509.parse_rsa_private_key", pem(label, base64)));
            rows.add(row("crypto.parse_private_keys", pem(label, base64)));
            rows.add(row("crypto.x509.parse_keypair", pem("CERTIFICATE", base64), pem(label, base64)));
        }
        for (var label : List.of("PUBLIC KEY", "CERTIFICATE", "RSA PUBLIC KEY"))
            rows.add(row("io.jwt.verify_es256", "e30.e30.AA", pem(label, base64)));
    }

    private static String pem(String label, String base64) {
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static void otherTexts(List<Row> rows) {
        for (var text : List.of(
                "",
                "x",
                "*",
                "AAA",
                "A===",
                "\u0000",
                "MAA=",
                pem("CERTIFICATE", "*"),
                pem("X", "MAA="),
                "-----BEGIN")) {
            for (var name : List.of(
                    "crypto.x509.parse_certificates",
                    "crypto.x509.parse_certificate_request",
                    "crypto.x509.parse_rsa_private_key",
                    "crypto.parse_private_keys",
                    "yaml.unmarshal",
                    "io.jwt.decode")) rows.add(row(name, text));
            rows.add(row("crypto.x509.parse_keypair", text, text));
            rows.add(row("crypto.x509.parse_keypair", pem("CERTIFICATE", "MAA="), text));
            rows.add(row("io.jwt.verify_rs256", "e30.e30.AA", text));
        }
    }

    private static void keys(List<Row> rows) {
        var keys = new ArrayList<String>();
        for (var kty : List.of("RSA", "EC", "OKP", "oct", "x")) {
            keys.add("{\"kty\":\"%s\"}".formatted(kty));
            for (var text : List.of("", "A", "AA", "*", "_".repeat(43), "A".repeat(43), "A".repeat(600))) {
                for (var crv : List.of("P-256", "P-521", "Ed25519", "x")) keys.add(jwk(kty, crv, text));
            }
        }
        for (var key : keys) {
            for (var algorithm : List.of("rs256", "ps512", "es256", "es512", "eddsa"))
                rows.add(row("io.jwt.verify_" + algorithm, "e30.e30.AA", key));
            for (var algorithm : List.of("RS256", "PS512", "ES256", "ES384", "EdDSA", "HS256"))
                rows.add(json("io.jwt.encode_sign", "{\"alg\":\"" + algorithm + "\"}", "{}", key));
        }
    }

    private static String jwk(String kty, String crv, String text) {
        var members = new StringBuilder("{\"kty\":\"" + kty + "\",\"crv\":\"" + crv + "\"");
        for (var name : List.of("n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k"))
            members.append(",\"").append(name).append("\":\"").append(text).append('"');
        return members.append('}').toString();
    }

    private static void anythingForEverything(List<Row> rows) {
        var values = new ArrayList<RegoValue>();
        for (var text : List.of(
                "",
                "x",
                "\u0000",
                "%zz",
                "[",
                "{",
                "-1",
                "1e999",
                "a.b.c",
                "10.0.0.0/99",
                "::1/200",
                "9".repeat(40),
                "\u20ac")) values.add(RegoString.of(text));
        for (var document : List.of(
                "-1", "1.5", "1e308", "9e99", "null", "true", "[]", "[null]", "[[]]", "{}", "{\"a\":[]}", "[1,\"a\"]"))
            values.add(JsonReader.read(document));
        values.add(RegoSet.EMPTY);
        for (var builtin : Builtins.standard().values()) {
            int operands = builtin.params().size();
            for (var first : values)
                for (var other : operands < 2 ? List.of(first) : values)
                    rows.add(new Row(
                            builtin.name(),
                            Stream.concat(Stream.of(first), Stream.generate(() -> other))
                                    .limit(operands)
                                    .toList()));
        }
    }
}
