package org.attestry.verifier.snp;

import org.attestry.bytes.Bytes;

/** The bytes that a chain is verified from: the certificate of the signing key, and all that could have certified it. */
final class ChainCacheKey {
    private final Bytes leaf;
    private final ChainMaterial material;
    private final int hash;

    ChainCacheKey(Bytes leaf, ChainMaterial material) {
        this.leaf = leaf;
        this.material = material;
        // Taken once and outside of the cache's lock: it runs over some kilobytes.
        this.hash = 31 * leaf.hashCode() + hash(material);
    }

    private static int hash(ChainMaterial material) {
        int hash = material.trustRoots().hashCode();
        hash = 31 * hash + material.offeredRoots().hashCode();
        hash = 31 * hash + material.intermediates().hashCode();
        hash = 31 * hash + material.revocationLists().hashCode();
        return 31 * hash + material.offeredLists().hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainCacheKey key
                && hash == key.hash
                && leaf.equals(key.leaf)
                && material.trustRoots().equals(key.material.trustRoots())
                && material.offeredRoots().equals(key.material.offeredRoots())
                && material.intermediates().equals(key.material.intermediates())
                && material.revocationLists().equals(key.material.revocationLists())
                && material.offeredLists().equals(key.material.offeredLists());
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
