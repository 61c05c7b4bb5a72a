package org.attestry.rego.bundle;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.builtin.Jws;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;

/**
 * {@code .signatures.json}: one JWT whose payload lists every file with its digest.
 *
 * <p>Source: OPA, bundles, signature format. Digests by MD5 and SHA-1, which OPA takes, are refused.
 */
final class BundleSignature {
    static final String FILE = ".signatures.json";

    private static final Map<String, String> DIGESTS = Map.of(
            "SHA-224", "SHA-224",
            "SHA-256", "SHA-256",
            "SHA-384", "SHA-384",
            "SHA-512", "SHA-512",
            "SHA-512-224", "SHA-512/224",
            "SHA-512-256", "SHA-512/256");
    private static final Set<String> STRUCTURED = Set.of("data.json", ".manifest");

    private BundleSignature() {}

    /** @throws BundleException unless the files are those that the trusted key signed, no more and no less */
    static void check(Map<String, byte[]> files, BundleTrust trust) throws BundleException {
        var signatures = files.get(FILE);
        switch (trust) {
            case BundleTrust.Unsigned _ -> {
                if (signatures != null) throw new BundleException("it is signed, and no key was given to check it");
            }
            case BundleTrust.SignedBy by -> {
                if (signatures == null) throw new BundleException("it is not signed");
                check(files, payload(signatures, by));
            }
        }
    }

    private static RegoObject payload(byte[] signatures, BundleTrust.SignedBy by) throws BundleException {
        try {
            var jws = Jws.verified(token(signatures), by.algorithm(), by.key());
            if (jws.isEmpty()) throw new BundleException(FILE + ": not signed by the key given");
            var payload = jws.get().payload();
            var named = text(jws.get().header(), "kid").isEmpty()
                    ? text(payload, "keyid")
                    : text(jws.get().header(), "kid");
            if (by.id().isPresent() && !named.isEmpty() && !named.equals(by.id().get()))
                throw new BundleException(FILE + ": signed by the key " + named);
            if (!text(payload, "scope").equals(by.scope()))
                throw new BundleException(FILE + ": signed for the scope " + text(payload, "scope"));
            return payload;
        } catch (BuiltinFailure e) {
            throw new BundleException(FILE + ": " + e.getMessage(), e);
        }
    }

    private static String token(byte[] signatures) throws BundleException {
        try {
            if (JsonReader.read(signatures) instanceof RegoObject object
                    && object.get(RegoString.of("plugin")) == null
                    && object.get(RegoString.of("signatures")) instanceof RegoArray tokens
                    && tokens.size() == 1
                    && tokens.asList().getFirst() instanceof RegoString token) return token.value();
        } catch (JsonException e) {
            throw new BundleException(FILE + ": " + e.getMessage(), e);
        }
        throw new BundleException(FILE + ": must hold one JWT, and no plugin");
    }

    private static String text(RegoObject object, String key) {
        return object.get(RegoString.of(key)) instanceof RegoString text ? text.value() : "";
    }

    private static void check(Map<String, byte[]> files, RegoObject payload) throws BundleException {
        if (!(payload.get(RegoString.of("files")) instanceof RegoArray listed))
            throw new BundleException(FILE + ": lists no files");
        var left = new TreeMap<>(files);
        left.remove(FILE);
        for (var item : listed.asList()) {
            if (!(item instanceof RegoObject file)) throw new BundleException(FILE + ": lists what is no file");
            var name = text(file, "name").replaceFirst("^/+", "");
            var content = left.remove(name);
            if (content == null) throw new BundleException(name + " is signed, but not there once");
            check(name, content, file);
        }
        if (!left.isEmpty()) throw new BundleException(left.firstKey() + " is not signed");
    }

    private static void check(String name, byte[] content, RegoObject file) throws BundleException {
        var algorithm = DIGESTS.get(text(file, "algorithm"));
        if (algorithm == null)
            throw new BundleException(name + ": no digest that is taken: " + text(file, "algorithm"));
        try {
            var hashed = STRUCTURED.contains(name.substring(name.lastIndexOf('/') + 1))
                    ? CanonicalJson.of(content)
                    : content;
            var digest = MessageDigest.getInstance(algorithm).digest(hashed);
            var wanted = HexFormat.of().parseHex(text(file, "hash"));
            if (!MessageDigest.isEqual(digest, wanted)) throw new BundleException(name + " is not what was signed");
        } catch (BundleException e) {
            throw e;
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            throw new BundleException(name + ": " + e.getMessage(), e);
        }
    }
}
