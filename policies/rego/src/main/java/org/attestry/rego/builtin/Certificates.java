package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** X.509: certificates are parsed, requests too, and chains are verified. */
final class Certificates {
    private Certificates() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "crypto.x509.parse_certificates", "string -> array[object]", (c, a) -> parsed(c, text(a[0]))),
                Builtin.of(
                        "crypto.x509.parse_and_verify_certificates",
                        "string -> array",
                        (c, a) -> verified(c, text(a[0]), null)),
                Builtin.of(
                        "crypto.x509.parse_and_verify_certificates_with_options",
                        "string, object -> array",
                        (c, a) -> verified(c, text(a[0]), Args.object(a[1]))),
                Builtin.of(
                        "crypto.x509.parse_certificate_request", "string -> object", (c, a) -> request(c, text(a[0]))));
    }

    private static RegoArray parsed(BuiltinContext context, String text) {
        context.charge(text.length() * 4L);
        return CertificateDocuments.shown(Pem.certificates(text));
    }

    /** The first certificate is the root, the last the leaf; the answer lists the chain from the leaf. */
    private static RegoValue verified(BuiltinContext context, String text, @Nullable RegoObject options) {
        context.charge(text.length() * 8L);
        List<X509Certificate> given;
        try {
            given = Pem.certificates(text);
        } catch (BuiltinFailure e) {
            return refused();
        }
        var wanted = options == null ? ChainOptions.at(context.now()) : ChainOptions.of(options, context.now());
        try {
            if (given.size() < 2) return refused();
            var chain = chain(given, wanted.time());
            return wanted.accept(chain) ? RegoArray.of(Args.of(true), CertificateDocuments.shown(chain)) : refused();
        } catch (GeneralSecurityException e) {
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
        byte[] der = requestDer(text);
        return Pem.parsed(
                () -> CertificateDocuments.shown(new PKCS10CertificationRequest(der)), "asn1: structure error");
    }

    private static byte[] requestDer(String text) {
        var pem = text;
        if (!text.startsWith("-----BEGIN CERTIFICATE REQUEST-----")) {
            var decoded = Encodings.decode(Base64.getMimeDecoder(), Pem.checked(text));
            if (!Pem.startsWithDashes(decoded)) return decoded;
            pem = Encodings.utf8(decoded);
        }
        var blocks = Pem.blocks(pem);
        if (blocks.isEmpty() || !blocks.getFirst().label().equals("CERTIFICATE REQUEST"))
            throw BuiltinFailure.of("invalid PEM-encoded certificate signing request");
        return blocks.getFirst().der();
    }
}
