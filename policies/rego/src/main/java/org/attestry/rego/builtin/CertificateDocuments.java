package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.DistinguishedNames.put;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** Certificates and requests as documents, shaped like Go's {@code x509.Certificate}. */
final class CertificateDocuments {
    private CertificateDocuments() {}

    static RegoArray shown(List<X509Certificate> certificates) {
        var all = Building.array(certificates.size());
        for (var certificate : certificates) Building.append(all, shown(certificate));
        return all;
    }

    private static RegoObject shown(X509Certificate certificate) {
        return Pem.parsed(() -> document(certificate), "x509: malformed certificate");
    }

    private static RegoObject document(X509Certificate certificate) throws GeneralSecurityException {
        var made = Building.object(32);
        put(made, "Raw", base64(certificate.getEncoded()));
        put(made, "RawTBSCertificate", base64(certificate.getTBSCertificate()));
        put(made, "RawSubjectPublicKeyInfo", base64(certificate.getPublicKey().getEncoded()));
        put(made, "RawSubject", base64(certificate.getSubjectX500Principal().getEncoded()));
        put(made, "RawIssuer", base64(certificate.getIssuerX500Principal().getEncoded()));
        put(made, "Signature", base64(certificate.getSignature()));
        put(made, "Version", Args.of(certificate.getVersion()));
        put(made, "SerialNumber", RegoNumber.of(certificate.getSerialNumber()));
        put(made, "Subject", DistinguishedNames.shown(certificate.getSubjectX500Principal()));
        put(made, "Issuer", DistinguishedNames.shown(certificate.getIssuerX500Principal()));
        put(made, "NotBefore", Args.of(certificate.getNotBefore().toInstant().toString()));
        put(made, "NotAfter", Args.of(certificate.getNotAfter().toInstant().toString()));
        put(made, "BasicConstraintsValid", Args.of(certificate.getExtensionValue("2.5.29.19") != null));
        put(made, "IsCA", Args.of(certificate.getBasicConstraints() >= 0));
        put(made, "KeyUsage", Args.of(usage(certificate.getKeyUsage())));
        alternatives(certificate, made);
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

    static RegoObject shown(PKCS10CertificationRequest request) throws IOException {
        var made = Building.object(8);
        put(made, "Raw", base64(request.getEncoded()));
        put(made, "Version", Args.of(0));
        put(made, "Subject", DistinguishedNames.shown(request.getSubject().getEncoded()));
        put(made, "Signature", base64(request.getSignature()));
        return made;
    }

    static RegoValue base64(byte[] bytes) {
        return Args.of(Base64.getEncoder().encodeToString(bytes));
    }
}
