package org.attestry.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.attestry.appraisal.Baseline;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.keyring.KeyKeeper;
import org.attestry.persistence.content.ContentStore;
import org.attestry.verifier.EvidenceVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings into force what a node needs before it may listen: keys, the empty baselines, and a policy for each kind of TEE. */
final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    private final Catalogs catalogs;
    private final Compiled compiled;
    private final KeyKeeper keys;
    private final DefaultPolicies policies;
    private final ContentStore content;

    private final Duration patience;

    /** Reads what is in force; to be announced to other cluster nodes where something was added. */
    @FunctionalInterface
    interface Catalogs {
        CompletionStage<Catalog> refresh(boolean announce);
    }

    /** Completes when all policies in force that can be are compiled; fails with a {@link TimeoutException} where that takes longer. */
    @FunctionalInterface
    interface Compiled {
        CompletionStage<?> settled(Duration within);
    }

    /** No step may take longer than {@code patience}. */
    Bootstrap(
            Catalogs catalogs,
            Compiled compiled,
            KeyKeeper keys,
            DefaultPolicies policies,
            ContentStore content,
            Duration patience) {
        this.catalogs = catalogs;
        this.compiled = compiled;
        this.keys = keys;
        this.policies = policies;
        this.content = content;
        this.patience = patience;
    }

    /** Returns when all is in force; fails as the step does that cannot be taken. */
    void run(Collection<EvidenceVerifier> verifiers, List<String> tenants) {
        await(() -> catalogs.refresh(false).thenCompose(catalog -> keys.tend(catalog.keys())));
        verifiers.forEach(this::keepEmptyBaseline);
        await(policies::keep);
        await(() -> catalogs.refresh(true).thenCompose(catalog -> policies.provide(catalog, tenants)));
        await(() -> catalogs.refresh(true));
        awaitPolicies();
    }

    /** A node that has many or large policies to compile answers meanwhile, to the operators as one that is not ready. */
    private void awaitPolicies() {
        try {
            var _ = compiled.settled(patience).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) throw e;
            LOG.warn(
                    "policies in force are still being compiled: nothing is appraised by them, and the node is not ready, until they are");
        }
    }

    /** A decision where no baseline is active names the empty one; replay has to find it. */
    private void keepEmptyBaseline(EvidenceVerifier verifier) {
        var _ = content.putNow(Baseline.empty(verifier.tee()).encoded());
    }

    /**
     * Waits for {@code step}, and takes it anew where an entity did not answer in time: a machine that is busy while this process starts is
     * no reason to give up. Every step may be taken twice.
     */
    private <T> void await(Supplier<CompletionStage<T>> step) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                var _ = step.get()
                        .toCompletableFuture()
                        .orTimeout(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                        .join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof TimeoutException) || System.nanoTime() >= end) throw e;
                LOG.warn("an entity was slow to answer; asked again");
            }
        }
    }
}
