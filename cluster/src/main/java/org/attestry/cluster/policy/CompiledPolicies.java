package org.attestry.cluster.policy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;

/**
 * What came of compiling a source, by its digest: each is compiled once, whoever brings it, as long as it is in force or was used lately.
 *
 * <p>Tenants may share a source, so nothing here knows a policy's name: errors are of {@link #FILE}, and whoever serves a policy names it.
 */
public final class CompiledPolicies {
    /** The file that errors are reported of. */
    static final String FILE = "policy.rego";

    private static final String UNNAMED = "policy";

    /** Octets of source whose outcomes are kept beside those in force: as much as one policy may have. */
    private static final long SPARE = 1L << 20;

    private final CompilePool pool;
    private final Compiler compiler;
    private final Map<Bytes, Kept> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Bytes, CompletionStage<Outcome>> underWay = new HashMap<>();
    private Set<Bytes> inForce = Set.of();

    /** Makes a policy of its source. */
    @FunctionalInterface
    public interface Compiler {
        /** The policy of that id, or why there is none. */
        AppraisalPolicy compile(String id, String source) throws PolicyRejected;

        /** The one that this release comes with. */
        static Compiler ofThisRelease() {
            return AppraisalPolicy::compile;
        }
    }

    /** What came of a source. */
    public sealed interface Outcome {
        /** It compiles; the policy has no name yet. */
        record Compiled(AppraisalPolicy policy) implements Outcome {}

        /** It does not compile in this release. */
        record Rejected(PolicyRejected why) implements Outcome {}
    }

    private record Kept(Outcome outcome, long octets) {}

    /** Compiles by {@code compiler} on {@code pool}. */
    public CompiledPolicies(CompilePool pool, Compiler compiler) {
        this.pool = pool;
        this.compiler = compiler;
    }

    /** What came of the source of that digest, if it was compiled and is still kept. */
    public synchronized Optional<Outcome> known(Bytes digest) {
        return Optional.ofNullable(known.get(digest)).map(Kept::outcome);
    }

    /** Keeps what comes of these sources until it is told of others. */
    public synchronized void inForce(Set<Bytes> digests) {
        inForce = Set.copyOf(digests);
        forget();
    }

    /** Compiles what a request of {@code tenant} brought; refused as unavailable where too much waits, of all or of that tenant. */
    public CompletionStage<Outcome> compile(String tenant, Bytes source) {
        return once(source.sha256(), () -> pool.submit(tenant, () -> outcome(source)));
    }

    /** Compiles what is in force, whatever waits; {@code source} is read on the pool's thread. */
    public CompletionStage<Outcome> compileInForce(Bytes digest, Supplier<Bytes> source) {
        return once(digest, () -> pool.submitInForce(() -> outcome(source.get())));
    }

    private synchronized CompletionStage<Outcome> once(Bytes digest, Supplier<CompletionStage<Outcome>> begin) {
        var kept = known.get(digest);
        if (kept != null) return CompletableFuture.completedStage(kept.outcome());
        var already = underWay.get(digest);
        var stage = already == null ? begin.get() : already;
        if (already == null) {
            underWay.put(digest, stage);
            stage.whenComplete((_, _) -> over(digest));
        }
        // A copy for each: a deadline that one caller has ends no other's.
        return stage.thenApply(outcome -> outcome);
    }

    private synchronized void over(Bytes digest) {
        underWay.remove(digest);
    }

    private Outcome outcome(Bytes source) {
        var outcome = compiled(new String(source.toArray(), StandardCharsets.UTF_8));
        keep(source, outcome);
        return outcome;
    }

    private Outcome compiled(String source) {
        try {
            return new Outcome.Compiled(compiler.compile(UNNAMED, source));
        } catch (PolicyRejected e) {
            return new Outcome.Rejected(e);
        }
    }

    private synchronized void keep(Bytes source, Outcome outcome) {
        known.put(source.sha256(), new Kept(outcome, source.size()));
        forget();
    }

    /** Those used longest ago go first. */
    private void forget() {
        long spare = 0;
        for (var each : known.entrySet())
            if (!inForce.contains(each.getKey())) spare += each.getValue().octets();
        for (var each = known.entrySet().iterator(); spare > SPARE && each.hasNext(); ) {
            var eldest = each.next();
            if (inForce.contains(eldest.getKey())) continue;
            spare -= eldest.getValue().octets();
            each.remove();
        }
    }
}
