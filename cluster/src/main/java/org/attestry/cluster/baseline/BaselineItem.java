package org.attestry.cluster.baseline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.UnreadPart;
import org.jspecify.annotations.Nullable;

/** What a caller is told of one version of a baseline: its state, and of one that was withdrawn when and why. */
record BaselineItem(
        String name,
        String tee,
        int version,
        String state,
        String digest,
        Instant notBefore,
        Instant notAfter,
        @Nullable Instant withdrawnAt,
        @Nullable String reason) {
    private static final String ACTIVE = "active";

    /** A version that is active or, if not, a draft. */
    static BaselineItem of(BaselineVersion version, boolean active) {
        return item(version, active ? ACTIVE : "draft", null, null);
    }

    /** A version that counts never again. */
    static BaselineItem withdrawn(BaselineVersion version, Instant at, String reason) {
        return item(version, "withdrawn", at, reason.isEmpty() ? null : reason);
    }

    private static BaselineItem item(
            BaselineVersion version, String state, @Nullable Instant withdrawnAt, @Nullable String reason) {
        return new BaselineItem(
                version.name(),
                version.tee(),
                version.version(),
                state,
                version.digest().hex(),
                version.notBefore(),
                version.notAfter(),
                withdrawnAt,
                reason);
    }

    /** Every one of {@code versions}, in order of number, as {@code catalog} has them. */
    static List<BaselineItem> all(BaselineVersions versions, Catalog catalog) {
        return versions.all().stream()
                .map(version -> one(versions, version, catalog))
                .toList();
    }

    private static BaselineItem one(BaselineVersions versions, BaselineVersion version, Catalog catalog) {
        var entity = BaselineEntity.persistenceId(version.tenant(), version.tee(), version.name());
        return catalog.isDamaged(entity, version.version())
                ? item(version, UnreadPart.DAMAGED, null, null)
                : of(version, versions.isActive(version), versions.withdrawalOf(version.version()))
                        .in(catalog, version.tenant());
    }

    /** The same as {@code catalog} has it: one that is active counts for nothing while something of its tenant's cannot be read. */
    BaselineItem in(Catalog catalog, String tenant) {
        boolean suspended =
                state.equals(ACTIVE) && catalog.unreadFor(tenant, tee).isPresent();
        return suspended
                ? new BaselineItem(
                        name, tee, version, UnreadPart.SUSPENDED, digest, notBefore, notAfter, withdrawnAt, reason)
                : this;
    }

    /** A version of which is known all that became of it. */
    static BaselineItem of(BaselineVersion version, boolean active, Optional<BaselineVersions.Withdrawal> withdrawal) {
        return withdrawal
                .map(gone -> withdrawn(version, gone.at(), gone.reason()))
                .orElseGet(() -> of(version, active));
    }
}
