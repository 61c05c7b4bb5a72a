package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** X.509: certificates, requests and keys as documents, shaped like Go's. */
final class Certificates {
    private Certificates() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "crypto.x509.parse_certificates", "string -> array[object]", (c, a) -> parsed(c, text(a[0]))),
                Builtin.of(
                        "crypto.x509.parse_and_verify_certificates",
                        "string -> array",
                        (c, a) -> verified(c, text(a[0]), c.now())),
                Builtin.of(
                        "crypto.x509.parse_and_verify_certificates_with_options",
                        "string, object -> array",
                        (c, a) -> verified(c, text(a[0]), time(c, Args.object(a[1])))),
                Builtin.of(
                        "crypto.x509.parse_certificate_request", "string -> object", (c, a) -> request(c, text(a[0]))),
                Builtin.of("crypto.x509.parse_rsa_private_key", "string -> object", (c, a) -> rsaKey(text(a[0]))),
                Builtin.of(
                        "crypto.x509.parse_keypair",
                        "string, string -> object",
                        (c, a) -> keyPair(text(a[0]), text(a[1]))),
                Builtin.of("crypto.parse_private_keys", "string -> any", (c, a) -> privateKeys(text(a[0]))));
    }

    private static RegoArray parsed(BuiltinContext context, String text) {
        context.charge(text.length() * 4L);
        return shown(Pem.certificates(text));
    }

    private static RegoArray shown(List<X509Certificate> certificates) {
        var all = Building.array(certificates.size());
        for (var certificate : certificates) Building.append(all, shown(certificate));
        return all;
    }

    private static void put(RegoObject object, String key, RegoValue value) {
        Building.put(object, Args.of(key), value);
    }

    private static RegoValue base64(byte[] bytes) {
        return Args.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static RegoObject shown(X509Certificate certificate) {
        var made = Building.object(32);
        try {
            put(made, "Raw", base64(certificate.getEncoded()));
            put(made, "RawTBSCertificate", base64(certificate.getTBSCertificate()));
            put(
                    made,
                    "RawSubjectPublicKeyInfo",
                    base64(certificate.getPublicKey().getEncoded()));
            put(made, "RawSubject", base64(certificate.getSubjectX500Principal().getEncoded()));
            put(made, "RawIssuer", base64(certificate.getIssuerX500Principal().getEncoded()));
            put(made, "Signature", base64(certificate.getSignature()));
            put(made, "Version", Args.of(certificate.getVersion()));
            put(made, "SerialNumber", RegoNumber.of(certificate.getSerialNumber()));
            put(made, "Subject", name(certificate.getSubjectX500Principal().getEncoded()));
            put(made, "Issuer", name(certificate.getIssuerX500Principal().getEncoded()));
            put(
                    made,
                    "NotBefore",
                    Args.of(certificate.getNotBefore().toInstant().toString()));
            put(made, "NotAfter", Args.of(certificate.getNotAfter().toInstant().toString()));
            put(made, "BasicConstraintsValid", Args.of(certificate.getExtensionValue("2.5.29.19") != null));
            put(made, "IsCA", Args.of(certificate.getBasicConstraints() >= 0));
            put(made, "KeyUsage", Args.of(usage(certificate.getKeyUsage())));
            alternatives(certificate, made);
        } catch (GeneralSecurityException e) {
            throw BuiltinFailure.of("x509: malformed certificate");
        }
        return made;
    }

    private static int usage(boolean @Nullable [] bits) {
        int usage = 0;
        for (int i = 0; bits != null && i < bits.length; i++) if (bits[i]) usage |= 1 << i;
        return usage;
    }

    private static void alternatives(X509Certificate certificate, RegoObject made) throws GeneralSecurityException {
        var dns = new ArrayList<RegoValue>();
        var mail = new ArrayList<RegoValue>();
        var uris = new ArrayList<RegoValue>();
        var addresses = new ArrayList<RegoValue>();
        var names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (var name : names) {
                switch ((Integer) name.get(0)) {
                    case 1 -> mail.add(Args.of((String) name.get(1)));
                    case 2 -> dns.add(Args.of((String) name.get(1)));
                    case 6 -> uris.add(Args.of((String) name.get(1)));
                    case 7 -> addresses.add(Args.of(address((String) name.get(1))));
                    default -> {}
                }
            }
        }
        put(made, "DNSNames", orNull(dns));
        put(made, "EmailAddresses", orNull(mail));
        put(made, "URIStrings", orNull(uris));
        put(made, "IPAddresses", orNull(addresses));
    }

    /** The JDK writes IPv6 addresses in full; policies compare them in their canonical form. */
    private static String address(String text) {
        try {
            var bytes = text.indexOf(':') < 0
                    ? new byte[0]
                    : InetAddress.getByName(text).getAddress();
            return bytes.length == 16 ? Ipv6.text(bytes) : text;
        } catch (UnknownHostException e) {
            return text;
        }
    }

    private static RegoValue orNull(List<RegoValue> values) {
        return values.isEmpty() ? RegoNull.NULL : RegoArray.of(values);
    }

    private static RegoObject name(byte[] der) {
        var made = Building.object(12);
        for (var field : List.of(
                "Country",
                "Organization",
                "OrganizationalUnit",
                "Locality",
                "Province",
                "StreetAddress",
                "PostalCode",
                "ExtraNames")) put(made, field, RegoNull.NULL);
        put(made, "SerialNumber", Args.of(""));
        put(made, "CommonName", Args.of(""));
        var names = Building.array(4);
        for (var rdn : X500Name.getInstance(der).getRDNs()) {
            for (var part : rdn.getTypesAndValues()) {
                var oid = part.getType().getId();
                var value = part.getValue() instanceof ASN1String s
                        ? s.getString()
                        : part.getValue().toString();
                attribute(made, oid, value);
                Building.append(names, RegoObject.of("Type", oid(oid), "Value", Args.of(value)));
            }
        }
        put(made, "Names", names.size() == 0 ? RegoNull.NULL : names);
        return made;
    }

    private static RegoArray oid(String dotted) {
        var arcs = Building.array(8);
        for (var arc : dotted.split("\\.", -1)) Building.append(arcs, RegoNumber.of(new BigInteger(arc)));
        return arcs;
    }

    private static void attribute(RegoObject name, String oid, String value) {
        switch (oid) {
            case "2.5.4.3" -> put(name, "CommonName", Args.of(value));
            case "2.5.4.5" -> put(name, "SerialNumber", Args.of(value));
            case "2.5.4.6" -> add(name, "Country", value);
            case "2.5.4.7" -> add(name, "Locality", value);
            case "2.5.4.8" -> add(name, "Province", value);
            case "2.5.4.9" -> add(name, "StreetAddress", value);
            case "2.5.4.10" -> add(name, "Organization", value);
            case "2.5.4.11" -> add(name, "OrganizationalUnit", value);
            case "2.5.4.17" -> add(name, "PostalCode", value);
            default -> {}
        }
    }

    private static void add(RegoObject name, String field, String value) {
        var known = name.get(field) instanceof RegoArray array ? array : Building.array(1);
        Building.append(known, Args.of(value));
        put(name, field, known);
    }

    private static Instant time(BuiltinContext context, RegoObject options) {
        if (!(options.get("CurrentTime") instanceof RegoNumber nanos)) return context.now();
        return Instant.ofEpochSecond(0, nanos.longValue());
    }

    /** The first certificate is the root, the last the leaf; the answer lists the chain from the leaf. */
    private static RegoValue verified(BuiltinContext context, String text, Instant at) {
        context.charge(text.length() * 8L);
        try {
            var given = Pem.certificates(text);
            if (given.size() < 2) return refused();
            var chain = chain(given, at);
            return RegoArray.of(Args.of(true), shown(chain));
        } catch (BuiltinFailure | GeneralSecurityException e) {
            return refused();
        }
    }

    private static RegoValue refused() {
        return RegoArray.of(Args.of(false), RegoArray.EMPTY);
    }

    @SuppressWarnings("JavaUtilDate") // the JDK's path parameters take no other time
    private static List<X509Certificate> chain(List<X509Certificate> given, Instant at)
            throws GeneralSecurityException {
        var root = given.getFirst();
        var leaf = given.getLast();
        var target = new X509CertSelector();
        target.setCertificate(leaf);
        var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(java.util.Date.from(at));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(given)));
        root.checkValidity(java.util.Date.from(at));
        var path = CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath();
        var chain = new ArrayList<X509Certificate>();
        for (var certificate : path.getCertificates()) chain.add((X509Certificate) certificate);
        chain.add(root);
        return chain;
    }

    private static RegoObject request(BuiltinContext context, String text) {
        context.charge(text.length() * 4L);
        try {
            var request = new PKCS10CertificationRequest(requestDer(text));
            var made = Building.object(8);
            put(made, "Raw", base64(request.getEncoded()));
            put(made, "Version", Args.of(0));
            put(made, "Subject", name(request.getSubject().getEncoded()));
            put(made, "Signature", base64(request.getSignature()));
            return made;
        } catch (IOException | IllegalArgumentException e) {
            throw BuiltinFailure.of("asn1: structure error");
        }
    }

    private static byte[] requestDer(String text) {
        var pem = text;
        if (!text.contains("-----BEGIN")) {
            var decoded = Encodings.decode(Base64.getMimeDecoder(), Pem.checked(text));
            if (!Pem.startsWithDashes(decoded)) return decoded;
            pem = Encodings.utf8(decoded);
        }
        for (var block : Pem.blocks(pem))
            if (block.label().equals("CERTIFICATE REQUEST") || block.label().equals("NEW CERTIFICATE REQUEST"))
                return block.der();
        throw BuiltinFailure.of("invalid PEM-encoded certificate signing request");
    }

    private static String decodedPem(String text) {
        if (text.contains("-----BEGIN")) return text;
        return Encodings.utf8(Encodings.decode(Base64.getMimeDecoder(), Pem.checked(text)));
    }

    private static RegoObject rsaKey(String text) {
        for (var block : Pem.blocks(decodedPem(text))) {
            if (Pem.privateKey(block) instanceof RSAPrivateCrtKey key) return jwk(key);
        }
        throw BuiltinFailure.of("no RSA private key");
    }

    private static RegoObject jwk(RSAPrivateCrtKey key) {
        return RegoObject.of(
                "kty",
                Args.of("RSA"),
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()),
                "d",
                number(key.getPrivateExponent()),
                "p",
                number(key.getPrimeP()),
                "q",
                number(key.getPrimeQ()),
                "dp",
                number(key.getPrimeExponentP()),
                "dq",
                number(key.getPrimeExponentQ()),
                "qi",
                number(key.getCrtCoefficient()));
    }

    private static RegoValue number(BigInteger value) {
        var bytes = value.toByteArray();
        int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Args.of(Jose.encode(Arrays.copyOfRange(bytes, start, bytes.length)));
    }

    private static RegoObject keyPair(String certificate, String key) {
        var chain = Building.array(2);
        for (var block : Pem.blocks(decodedPem(certificate)))
            if (block.label().equals("CERTIFICATE")) Building.append(chain, base64(block.der()));
        if (chain.size() == 0) throw BuiltinFailure.of("failed to find any PEM data in certificate input");
        var keys = Pem.blocks(decodedPem(key));
        if (keys.isEmpty()) throw BuiltinFailure.of("failed to find any PEM data in key input");
        PrivateKey _ = Pem.privateKey(keys.getFirst());
        return RegoObject.of("Certificate", chain);
    }

    /** Keys as Go shows them, as far as they are RSA; null where nothing was given. */
    private static RegoValue privateKeys(String text) {
        if (text.isEmpty()) return RegoNull.NULL;
        var found = Building.array(1);
        if (!text.contains("-----BEGIN") && !text.matches("[A-Za-z0-9+/=\\s]{16,}")) return found;
        for (var block : Pem.blocks(decodedPem(text))) {
            if (!block.label().endsWith("PRIVATE KEY")) continue;
            if (Pem.privateKey(block) instanceof RSAPrivateCrtKey key) {
                Building.append(
                        found,
                        RegoObject.of(
                                "N",
                                RegoNumber.of(key.getModulus()),
                                "E",
                                RegoNumber.of(key.getPublicExponent()),
                                "D",
                                RegoNumber.of(key.getPrivateExponent()),
                                "Primes",
                                RegoArray.of(RegoNumber.of(key.getPrimeP()), RegoNumber.of(key.getPrimeQ()))));
            }
        }
        return found;
    }
}
