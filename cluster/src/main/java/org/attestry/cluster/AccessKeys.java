package org.attestry.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Access;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.keyring.KeyFiles;

/** Each tenant's admin key and agent key, in files of mode 0600 that are made at the first start. */
final class AccessKeys {
    private final Map<String, Map<Role, String>> byTenant = new TreeMap<>();

    /** Reads or makes the keys of the tenants of {@code config}. */
    static AccessKeys of(KeyFiles files, NodeConfig config) {
        return new AccessKeys(files, KeyRoots.folder(config), config.tenants());
    }

    private AccessKeys(KeyFiles files, Path folder, List<String> tenants) {
        for (var tenant : tenants) {
            byTenant.put(
                    tenant,
                    Map.of(
                            Role.ADMIN,
                                    files.readOrCreate(folder.resolve(tenant + "-admin.key"))
                                            .base64Url(),
                            Role.AGENT,
                                    files.readOrCreate(folder.resolve(tenant + "-agent.key"))
                                            .base64Url()));
        }
    }

    /** The key of that role. */
    String key(String tenant, Role role) {
        var key = byTenant.getOrDefault(tenant, Map.of()).get(role);
        if (key == null) throw new IllegalArgumentException("no such tenant or role");
        return key;
    }

    /** What each key opens. */
    Access access() {
        var grants = new ArrayList<Access.Grant>();
        byTenant.forEach((tenant, keys) -> keys.forEach((role, key) -> grants.add(Access.Grant.of(tenant, role, key))));
        requireDistinct(grants);
        return new Access(grants);
    }

    private static void requireDistinct(List<Access.Grant> grants) {
        var byKey = new HashMap<Bytes, Access.Grant>();
        for (var grant : grants) {
            var same = byKey.putIfAbsent(grant.keyDigest(), grant);
            if (same != null) {
                throw new KeyFiles.KeyFileRefused("the files of " + name(same) + " and " + name(grant)
                        + " hold the same key: delete one of them, and it is made anew at the next start");
            }
        }
    }

    private static String name(Access.Grant grant) {
        return grant.tenant() + "-" + grant.role().name().toLowerCase(Locale.ROOT) + ".key";
    }
}
