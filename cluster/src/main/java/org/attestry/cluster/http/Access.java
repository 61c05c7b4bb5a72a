package org.attestry.cluster.http;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attestry.bytes.Bytes;

/** Who a caller is, by the bearer key sent along: each tenant has one key for agents and one for operators. */
public final class Access {
    private final List<Grant> grants;

    /** Access by these keys, and no others. */
    public Access(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    /** A key and what it opens; the key is kept as its SHA-256. */
    public record Grant(String tenant, Role role, Bytes keyDigest) {
        /** The grant of {@code key}, as the caller sends it. */
        public static Grant of(String tenant, Role role, String key) {
            return new Grant(tenant, role, Bytes.utf8(key).sha256());
        }
    }

    /** A caller who was recognised. */
    public record Caller(String tenant, Role role) {}

    /** All tenants. */
    public SortedSet<String> tenants() {
        return grants.stream().map(Grant::tenant).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The caller whose key stands in {@code authorization}, {@code Bearer <key>}; each key is compared in constant time. */
    public Optional<Caller> caller(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) return Optional.empty();
        var digest = Bytes.utf8(authorization.substring(7).strip()).sha256();
        for (var grant : grants) {
            if (grant.keyDigest().sameAs(digest)) return Optional.of(new Caller(grant.tenant(), grant.role()));
        }
        return Optional.empty();
    }
}
