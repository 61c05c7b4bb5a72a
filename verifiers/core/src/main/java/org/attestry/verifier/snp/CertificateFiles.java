package org.attestry.verifier.snp;

import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.Roles;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.Pem;

/** Takes certificates out of files, be they PEM with any number of them or DER with one. */
final class CertificateFiles {
    private CertificateFiles() {}

    /** The certificates among {@code files} that can be read; others serve other verifiers, and leaving them out trusts nobody more. */
    static List<Certificate> readable(List<Bytes> files) {
        return files.stream()
                .flatMap(file -> blocks(file).stream())
                .flatMap(der -> readable(der).stream())
                .toList();
    }

    private static Optional<Certificate> readable(Bytes der) {
        try {
            return Optional.of(Certificate.parse(der));
        } catch (Malformed notForUs) {
            return Optional.empty();
        }
    }

    /** Whether all of {@code file} can be read as what {@code role} says, for the roles that hold certificates and lists of revoked ones. */
    static boolean reads(String role, Bytes file) {
        try {
            switch (role) {
                case Roles.TRUST_ROOT, Roles.INTERMEDIATE, Roles.ENDORSEMENT_KEY_CERT ->
                    Pem.blocks(file, "CERTIFICATE").forEach(Certificate::parse);
                case Roles.CRL -> Pem.blocks(file, "X509 CRL").forEach(Crl::parse);
                default -> {}
            }
            return true;
        } catch (Malformed notForUs) {
            return false;
        }
    }

    /** The DER of each certificate in {@code file}; the file as it is where it cannot be taken apart, for the parser to refuse. */
    static List<Bytes> blocks(Bytes file) {
        try {
            return Pem.blocks(file, "CERTIFICATE");
        } catch (Malformed notForUs) {
            return List.of(file);
        }
    }
}
