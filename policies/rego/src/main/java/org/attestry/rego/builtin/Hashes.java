package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Encodings.bytes;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.attestry.rego.value.RegoValue;

/** Digests and keyed digests, in hex. */
final class Hashes {
    private Hashes() {}

    static List<Builtin> all() {
        return List.of(
                digest("crypto.md5", "MD5"),
                digest("crypto.sha1", "SHA-1"),
                digest("crypto.sha256", "SHA-256"),
                hmac("crypto.hmac.md5", "HmacMD5"),
                hmac("crypto.hmac.sha1", "HmacSHA1"),
                hmac("crypto.hmac.sha256", "HmacSHA256"),
                hmac("crypto.hmac.sha512", "HmacSHA512"),
                Builtin.of(
                        "crypto.hmac.equal",
                        "string, string -> boolean",
                        (c, a) -> Args.of(MessageDigest.isEqual(bytes(a[0]), bytes(a[1])))));
    }

    private static Builtin digest(String name, String algorithm) {
        return Builtin.of(name, "string -> string", (c, a) -> {
            c.charge(bytes(a[0]).length);
            return Args.of(hex(algorithm, bytes(a[0])));
        });
    }

    static String hex(String algorithm, byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Builtin hmac(String name, String algorithm) {
        return Builtin.of(name, "string, string -> string", (c, a) -> {
            c.charge(bytes(a[0]).length);
            return Args.of(HexFormat.of().formatHex(mac(algorithm, bytes(a[1]), a[0])));
        });
    }

    private static byte[] mac(String algorithm, byte[] key, RegoValue message) {
        return mac(algorithm, key, bytes(message));
    }

    /** A keyed digest; the empty key, which Java refuses, is a zero byte by the definition of HMAC. */
    static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
