package org.attestry.verifier.snp;

import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.Certificate;

/**
 * AMD's root keys, by SHA-256 of the SubjectPublicKeyInfo of each ARK as published by AMD's key distribution service.
 *
 * <p>If one is ever changed here, {@link SnpVerifier#version} has to change with it.
 */
final class AmdRoots {
    private static final Map<Product, Bytes> PINS = Map.of(
            Product.MILAN, Bytes.fromHex("9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9"),
            Product.GENOA, Bytes.fromHex("429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831"),
            Product.TURIN, Bytes.fromHex("4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08"));

    private AmdRoots() {}

    /** Whether {@code root} holds AMD's root key for {@code product}. */
    static boolean pinned(Product product, Certificate root) {
        return Optional.ofNullable(PINS.get(product))
                .equals(Optional.of(root.key().sha256()));
    }
}
