package org.attestry.verifier.crypto;

import java.io.PrintStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.attestry.bytes.Bytes;

/**
 * Writes {@code self-test.txt} anew, with fresh keys: {@code java … SelfTestVectorsGenerator > self-test.txt}. Signs with the
 * platform's own providers, so that the providers under test did not make their own questions.
 */
final class SelfTestVectorsGenerator {
    private static final byte[] MESSAGE = Bytes.utf8("attestry self-test").toArray();

    private final PrintStream out;

    private SelfTestVectorsGenerator(PrintStream out) {
        this.out = out;
    }

    static void main() throws GeneralSecurityException {
        var generator = new SelfTestVectorsGenerator(System.out);
        System.out.println("# scheme key message signature answer about; made by SelfTestVectorsGenerator");
        generator.ecdsa(Curve.P256, SignatureScheme.ECDSA_SHA256, SignatureScheme.ECDSA_SHA512);
        generator.ecdsa(Curve.P384, SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA256);
        generator.ecdsa(Curve.P521, SignatureScheme.ECDSA_SHA512, SignatureScheme.ECDSA_SHA256);
        generator.rsa(SignatureScheme.RSA_PSS_SHA256, SignatureScheme.RSA_PKCS1_SHA256);
        generator.rsa(SignatureScheme.RSA_PSS_SHA384, SignatureScheme.RSA_PKCS1_SHA384);
        generator.rsa(SignatureScheme.RSA_PSS_SHA512, SignatureScheme.RSA_PKCS1_SHA512);
        generator.ed25519();
    }

    private void ecdsa(Curve curve, SignatureScheme scheme, SignatureScheme other) throws GeneralSecurityException {
        var keys = ecKeys(curve);
        var key = keys.getPublic().getEncoded();
        var der = sign(jca(scheme), keys.getPrivate());
        var signature = EcdsaSignature.fromDer(Bytes.copyOf(der));
        var n = curve.order();
        var r = signature.r();
        var s = signature.s();
        line(scheme, key, der, true, "a good signature");
        line(scheme, key, der(r, n.subtract(s)), true, "its twin r, n - s is a signature as well");
        line(scheme, ecKeys(curve).getPublic().getEncoded(), der, false, "another key");
        line(scheme, key, sign(jca(other), keys.getPrivate()), false, "another hash");
        for (var pair : Map.of(
                        "r = s = 0", new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO},
                        "r = 0", new BigInteger[] {BigInteger.ZERO, s},
                        "s = 0", new BigInteger[] {r, BigInteger.ZERO},
                        "r = n", new BigInteger[] {n, s},
                        "s = n", new BigInteger[] {r, n},
                        "r + n", new BigInteger[] {r.add(n), s},
                        "s + n", new BigInteger[] {r, s.add(n)},
                        "r - n", new BigInteger[] {r.subtract(n), s},
                        "r = s = 1", new BigInteger[] {BigInteger.ONE, BigInteger.ONE})
                .entrySet()) {
            line(scheme, key, der(pair.getValue()[0], pair.getValue()[1]), false, pair.getKey());
        }
        line(scheme, key, concat(der, new byte[] {0}), false, "an octet behind it");
        line(scheme, key, Bytes.copyOf(der, 0, der.length - 1).toArray(), false, "an octet short");
        line(
                scheme,
                key,
                concat(
                        new byte[] {0x30, (byte) 0x82, 0},
                        Bytes.copyOf(der, der[1] < 0 ? 2 : 1, der.length).toArray()),
                false,
                "a long length");
        line(
                scheme,
                key,
                concat(
                        new byte[] {0x30, (byte) 0x80},
                        Bytes.copyOf(der, der[1] < 0 ? 3 : 2, der.length).toArray(),
                        new byte[2]),
                false,
                "an indefinite length");
        line(scheme, key, zeroInFrontOfR(r, s), false, "a zero in front of r");
        line(scheme, key, raw(curve, r, s), false, "the raw encoding");
        line(scheme, key, new byte[0], false, "no signature");
    }

    private void rsa(SignatureScheme pss, SignatureScheme pkcs1) throws GeneralSecurityException {
        var keys = rsaKeys();
        var key = keys.getPublic().getEncoded();
        int salt = pss.hashSize();
        var good = pss(keys.getPrivate(), pss.hash(), pss.hash(), salt);
        line(pss, key, good, true, "a good signature");
        line(pss, rsaKeys().getPublic().getEncoded(), good, false, "another key");
        line(pss, key, pss(keys.getPrivate(), pss.hash(), pss.hash(), 20), false, "a salt of 20 octets");
        line(pss, key, pss(keys.getPrivate(), pss.hash(), "SHA-1", salt), false, "a mask by SHA-1");
        line(pss, key, pss(keys.getPrivate(), "SHA-224", "SHA-224", 28), false, "another hash");
        line(pss, key, new byte[good.length], false, "all zero");
        line(pss, key, concat(new byte[1], good), false, "a zero in front");
        line(pss, key, Bytes.copyOf(good, 1, good.length).toArray(), false, "an octet short");
        line(pss, key, flipped(good), false, "a bit flipped");

        var plain = sign(jca(pkcs1), keys.getPrivate());
        line(pkcs1, key, plain, true, "a good signature");
        line(pkcs1, key, good, false, "PSS where PKCS #1 is meant");
        line(pss, key, plain, false, "PKCS #1 where PSS is meant");
        line(pkcs1, key, sign("SHA224withRSA", keys.getPrivate()), false, "another hash");
        line(pkcs1, key, flipped(plain), false, "a bit flipped");
        line(
                pkcs1,
                key,
                shortPadding((RSAPrivateKey) keys.getPrivate(), pkcs1),
                false,
                "short padding, rubbish behind the digest");
    }

    private void ed25519() throws GeneralSecurityException {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var other = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        var key = keys.getPublic().getEncoded();
        var good = sign("Ed25519", keys.getPrivate());
        var scheme = SignatureScheme.ED25519;
        line(scheme, key, good, true, "a good signature");
        line(scheme, other, good, false, "another key");
        line(scheme, key, flipped(good), false, "a bit flipped");
        line(scheme, key, concat(good, new byte[1]), false, "an octet behind it");
        line(scheme, key, new byte[64], false, "all zero");
        var order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        var half = Bytes.copyOf(good, 32, 64).reversed();
        var grown = Bytes.copyOf(fixed(new BigInteger(1, half.toArray()).add(order), 32))
                .reversed();
        line(scheme, key, Bytes.concat(Bytes.copyOf(good, 0, 32), grown).toArray(), false, "S + L");
    }

    private void line(SignatureScheme scheme, byte[] key, byte[] signature, boolean valid, String about) {
        var hex = HexFormat.of();
        out.printf(
                Locale.ROOT,
                "%s %s %s %s %s %s%n",
                scheme,
                hex.formatHex(key),
                hex.formatHex(MESSAGE),
                hex.formatHex(signature),
                valid ? "valid" : "invalid",
                about);
    }

    private static KeyPair ecKeys(Curve curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve.oid()));
        return generator.generateKeyPair();
    }

    private static KeyPair rsaKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static byte[] sign(String algorithm, PrivateKey key) throws GeneralSecurityException {
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(MESSAGE);
        return signer.sign();
    }

    private static byte[] pss(PrivateKey key, String hash, String mask, int salt) throws GeneralSecurityException {
        var signer = Signature.getInstance("RSASSA-PSS");
        signer.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1));
        signer.initSign(key);
        signer.update(MESSAGE);
        return signer.sign();
    }

    /** The forgery of CVE-2006-4339: 00 01 ff ff 00, the digest as it should be, and anything behind it. */
    private static byte[] shortPadding(RSAPrivateKey key, SignatureScheme scheme) throws GeneralSecurityException {
        int arc = switch (scheme.hashSize()) {
            case 32 -> 1;
            case 48 -> 2;
            default -> 3;
        };
        int size = scheme.hashSize();
        var info = Bytes.of(0x30, 17 + size, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, arc, 5, 0, 4, size);
        var digest = Bytes.copyOf(MessageDigest.getInstance(scheme.hash()).digest(MESSAGE));
        var start = Bytes.concat(Bytes.of(0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 0), info, digest);
        var block = Bytes.concat(start, Bytes.copyOf(new byte[256 - start.size()]));
        return fixed(new BigInteger(1, block.toArray()).modPow(key.getPrivateExponent(), key.getModulus()), 256);
    }

    private static String jca(SignatureScheme scheme) {
        return scheme.hash().replace("-", "")
                + (scheme.family() == SignatureScheme.Family.ECDSA ? "withECDSA" : "withRSA");
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        return new EcdsaSignature(r, s).toDer();
    }

    private static byte[] zeroInFrontOfR(BigInteger r, BigInteger s) {
        var padded = concat(new byte[1], r.toByteArray());
        var body = concat(
                new byte[] {2, (byte) padded.length},
                padded,
                new byte[] {2, (byte) s.toByteArray().length},
                s.toByteArray());
        return body.length < 0x80
                ? concat(new byte[] {0x30, (byte) body.length}, body)
                : concat(new byte[] {0x30, (byte) 0x81, (byte) body.length}, body);
    }

    private static byte[] raw(Curve curve, BigInteger r, BigInteger s) {
        return concat(fixed(r, curve.coordinateSize()), fixed(s, curve.coordinateSize()));
    }

    private static byte[] fixed(BigInteger number, int size) {
        var octets = number.toByteArray();
        var fixed = new byte[size];
        int length = Math.min(size, octets.length);
        System.arraycopy(octets, octets.length - length, fixed, size - length, length);
        return fixed;
    }

    private static byte[] flipped(byte[] octets) {
        var flipped = octets.clone();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
    }

    private static byte[] concat(byte[]... parts) {
        var all = Bytes.EMPTY;
        for (var part : parts) all = Bytes.concat(all, Bytes.copyOf(part));
        return all.toArray();
    }
}
