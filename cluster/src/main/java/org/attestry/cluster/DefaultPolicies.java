package org.attestry.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.policy.PolicyRoutes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a tenant that has no policy for a kind of TEE the one that this release ships, recorded and activated like any other, so that the
 * first attestation is already appraised by something that an auditor can read. A policy that no longer compiles counts as one: what its
 * tenant wanted is not replaced by what this release would.
 */
final class DefaultPolicies {
    private static final List<String> SHIPPED = List.of("snp");
    private static final String REQUEST_ID = "bootstrap-policies";

    private static final Logger LOG = LoggerFactory.getLogger(DefaultPolicies.class);

    private final PolicyRoutes.Policies policies;
    private final ContentStore content;
    private final InstantSource clock;

    DefaultPolicies(PolicyRoutes.Policies policies, ContentStore content, InstantSource clock) {
        this.policies = policies;
        this.content = content;
        this.clock = clock;
    }

    /** Keeps the sources again, whatever became of them: every tenant that has one is served by the same content. */
    CompletionStage<?> keep() {
        var sources = SHIPPED.stream().map(DefaultPolicies::source).toList();
        sources.forEach(this::tellIfDamaged);
        return content.put(sources);
    }

    private void tellIfDamaged(Bytes source) {
        if (content.getNow(source.sha256()) instanceof Content.Corrupt(var digest, var how))
            LOG.error(
                    "the policy kept under SHA-256 {} was damaged ({}); this release's own is kept again",
                    digest.hex(),
                    how);
    }

    /** Adds what {@code tenants} lack in {@code catalog}, of sources that {@link #keep} has kept. */
    CompletionStage<?> provide(Catalog catalog, List<String> tenants) {
        var all = tenants.stream()
                .flatMap(tenant -> SHIPPED.stream()
                        .filter(tee -> lacks(catalog, tenant, tee))
                        .map(tee -> provide(tenant, tee).toCompletableFuture()))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /** What was not read may be a policy. */
    private static boolean lacks(Catalog catalog, String tenant, String tee) {
        return !catalog.anyActive(tenant, tee) && catalog.unreadFor(tenant, tee).isEmpty();
    }

    private CompletionStage<?> provide(String tenant, String tee) {
        var name = "default-" + tee;
        return policies.add(REQUEST_ID, tenant, tee, name, source(tee).sha256(), clock.instant())
                // Also where the request id names another source: an earlier release ended before activating it.
                .thenCompose(_ -> policies.activate(REQUEST_ID, tenant, name, 1, clock.instant()));
    }

    private static Bytes source(String tee) {
        try (var in = AppraisalPolicy.class.getResourceAsStream(tee + ".rego")) {
            if (in == null) throw new IllegalStateException("this release ships no policy for " + tee);
            return Bytes.copyOf(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
