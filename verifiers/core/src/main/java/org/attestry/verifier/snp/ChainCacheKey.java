package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;

/**
 * Names the bytes that a chain is verified from: the certificate of the signing key, and all that could have certified it.
 *
 * <p>A digest of digests, so that to remember a chain is not to keep what an attester sent beside it, and so that nobody can send
 * material that is long to tell from what is remembered.
 */
final class ChainCacheKey {
    private ChainCacheKey() {}

    /** The name: SHA-256 over the number of items and their SHA-256, part by part. */
    static Bytes of(Bytes leaf, ChainMaterial material) {
        return named(List.of(
                List.of(leaf),
                material.trustRoots(),
                material.offeredRoots(),
                material.intermediates(),
                material.revocationLists(),
                material.offeredLists()));
    }

    /** The same for any parts: equal only if each has the same items in the same order. */
    static Bytes named(List<List<Bytes>> parts) {
        var named = new ArrayList<Bytes>();
        for (var part : parts) {
            named.add(Bytes.of(part.size() >>> 24, part.size() >>> 16, part.size() >>> 8, part.size()));
            for (var item : part) named.add(item.sha256());
        }
        return Bytes.concat(named.toArray(Bytes[]::new)).sha256();
    }
}
