package org.attestry.appraisal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.attestry.verifier.Check;
import org.attestry.verifier.Verdict;

/**
 * A compiled appraisal policy (RFC 9334 section 8.5), for use by many threads.
 *
 * <p>A policy is one Rego module of package {@code attestry.policy}. It reads {@code input.tee}, {@code input.at}, {@code input.checks.passed}
 * (list), {@code input.checks.waived} (object), {@code input.claims} and {@code data.baseline}, and gives {@code appraisal}, an object with
 * {@code trust_vector} (AR4SI claim to signed octet) and {@code findings} (list of {@code rule}, {@code claim}, {@code wanted}). If it gives
 * nothing, something else, or fails, the result is contraindicated in every claim; an error of a builtin is a failure, and not an undefined
 * value that a negation or a default could turn into a yes.
 */
public final class AppraisalPolicy {
    private static final String ENTRY = "data.attestry.policy.appraisal";

    private final String id;
    private final Bytes digest;
    private final CompiledPolicy compiled;

    private AppraisalPolicy(String id, Bytes digest, CompiledPolicy compiled) {
        this.id = id;
        this.digest = digest;
        this.compiled = compiled;
    }

    /**
     * Compiles {@code source}.
     *
     * @param id {@code name@version}
     * @throws PolicyRejected with everything that is wrong, if it does not compile
     */
    public static AppraisalPolicy compile(String id, String source) throws PolicyRejected {
        try {
            var module = new RegoModule(id + ".rego", source);
            var compiled = RegoCompiler.standard().compile(List.of(module), RegoObject.EMPTY, List.of(ENTRY));
            return new AppraisalPolicy(id, Bytes.utf8(source).sha256(), compiled);
        } catch (RegoCompileException e) {
            throw new PolicyRejected(e.errors().stream()
                    .map(error -> new PolicyRejected.Fault(
                            error.code(), error.message(), error.file(), error.line(), error.column()))
                    .toList());
        }
    }

    /** The same policy under another id: one source may serve under several. */
    public AppraisalPolicy named(String other) {
        return new AppraisalPolicy(other, digest, compiled);
    }

    /** {@code name@version}. */
    public String id() {
        return id;
    }

    /** SHA-256 of the source. */
    public Bytes digest() {
        return digest;
    }

    /** The result for {@code verdict} against {@code baseline}; {@code at} is what the policy takes for now. */
    public Appraisal appraise(Verdict.Accepted verdict, PreparedBaseline baseline, Instant at) {
        var input = input(verdict, baseline.baseline().tee(), at);
        try {
            return compiled.withData(baseline.data())
                    .evaluate(ENTRY, input, EvalOptions.at(at).withStrictErrors())
                    .value()
                    .map(value -> appraisal(verdict, baseline, PolicyOutput.read(value)))
                    .orElseGet(() -> failed(verdict, baseline, "the policy is undefined for this input"));
        } catch (RegoEvaluationException e) {
            return failed(verdict, baseline, "the policy failed: " + e.code().text());
        }
    }

    private Appraisal failed(Verdict.Accepted verdict, PreparedBaseline baseline, String why) {
        return appraisal(verdict, baseline, PolicyOutput.failed(why));
    }

    private Appraisal appraisal(Verdict.Accepted verdict, PreparedBaseline baseline, PolicyOutput output) {
        return new Appraisal(
                verdict, output.vector().status(), output.vector(), output.findings(), id, digest, baseline);
    }

    /** The input that policies see: what was verified, and nothing that was not. */
    private static RegoObject input(Verdict.Accepted verdict, String tee, Instant at) {
        return RegoObject.of(Map.of(
                "tee", RegoString.of(tee),
                "at", RegoString.of(at.toString()),
                "checks", RegoObject.of(Map.of("passed", passed(verdict), "waived", waived(verdict))),
                "claims", RegoValues.object(verdict.claims().root())));
    }

    private static RegoValue passed(Verdict.Accepted verdict) {
        return RegoArray.of(verdict.passed().stream()
                .map(Check::wireName)
                .<RegoValue>map(RegoString::of)
                .toList());
    }

    private static RegoValue waived(Verdict.Accepted verdict) {
        var waived = new TreeMap<String, RegoValue>();
        verdict.waived().forEach((check, missing) -> waived.put(check.wireName(), RegoString.of(missing)));
        return RegoObject.of(waived);
    }
}
