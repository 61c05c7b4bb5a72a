package org.attestry.cluster.baseline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attestry.cluster.entity.Versions;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;

/**
 * The versions of one baseline: at most one is active, and one that was withdrawn is never active again.
 *
 * @param versions all of them, and which is active
 * @param withdrawn by number, when and why
 */
public record BaselineVersions(Versions<BaselineVersion> versions, Map<Integer, Withdrawal> withdrawn) {
    /** No versions. */
    public static final BaselineVersions NONE = new BaselineVersions(Versions.none(), Map.of());

    public BaselineVersions {
        withdrawn = Map.copyOf(withdrawn);
    }

    /** That a version was withdrawn by the request of that id; {@code reason} is empty where nobody gave one. */
    public record Withdrawal(String requestId, Instant at, String reason) {}

    /** The versions after {@code event}: the same step in the entity and in whoever reads its events. */
    public BaselineVersions after(BaselineEvent event) {
        return switch (event) {
            case BaselineVersionAdded added ->
                new BaselineVersions(versions.with(BaselineVersion.of(added)), withdrawn);
            case BaselineVersionActivated activated ->
                new BaselineVersions(versions.activating(activated.version()), withdrawn);
            case BaselineVersionWithdrawn gone -> without(gone);
        };
    }

    private BaselineVersions without(BaselineVersionWithdrawn gone) {
        var more = new TreeMap<>(withdrawn);
        more.put(gone.version(), new Withdrawal(gone.requestId(), gone.at(), gone.reason()));
        return new BaselineVersions(versions.active() == gone.version() ? versions.activating(0) : versions, more);
    }

    /** Every version, in order of number. */
    public List<BaselineVersion> all() {
        return versions.all();
    }

    /** The number of the version to come. */
    public int next() {
        return versions.next();
    }

    /** The version of that number. */
    public Optional<BaselineVersion> find(int version) {
        return versions.find(version, BaselineVersion::version);
    }

    /** The version that the request of that id added. */
    public Optional<BaselineVersion> addedBy(String requestId) {
        return versions.addedBy(requestId, BaselineVersion::requestId);
    }

    /** The version that counts. */
    public Optional<BaselineVersion> active() {
        return find(versions.active());
    }

    /** Whether {@code version} is the one that counts. */
    public boolean isActive(BaselineVersion version) {
        return versions.active() == version.version();
    }

    /** That {@code version} was withdrawn. */
    public Optional<Withdrawal> withdrawalOf(int version) {
        return Optional.ofNullable(withdrawn.get(version));
    }
}
