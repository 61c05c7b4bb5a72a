package org.attestry.agent.service;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.service.Submission.Freshness;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.ProofKey;
import org.attestry.agent.token.TokenVerdict;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.ReportBinding;

/**
 * Attests this machine to the service and gets its passport: challenge, evidence bound to nonce and key, token (architecture section 2).
 *
 * <p>A token that is not the one that was asked for is trouble, as none is. Tokens are kept until shortly before they end, with their
 * keys, and nothing else is kept.
 */
public final class Passport {
    private static final Duration SHORTLY = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 64;

    private final String node;
    private final Attester attester;
    private final ServiceClient service;
    private final TokenVerifier tokens;
    private final Supplier<ProofKey> keys;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, Attestation.Attested> kept = new LinkedHashMap<>();

    /**
     * @param node what the service calls this machine
     * @param tokens looks at each token that the service gives
     * @param keys a new key for each token, or the same one each time
     */
    public Passport(
            String node,
            Attester attester,
            ServiceClient service,
            TokenVerifier tokens,
            Supplier<ProofKey> keys,
            Clock clock,
            SecureRandom random) {
        this.node = node;
        this.attester = attester;
        this.service = service;
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** What the service calls this machine. */
    public String node() {
        return node;
    }

    /** A token for {@code audience} with a key of the agent's: one that is kept, or else a new one. */
    public Attestation current(String audience) {
        var held = held(audience);
        if (held.isPresent()) return held.get();
        var attestation = attest(audience, new KeyChoice.Own());
        if (attestation instanceof Attestation.Attested attested) keep(audience, attested);
        return attestation;
    }

    /** A new token for {@code audience}. */
    public Attestation attest(String audience, KeyChoice choice) {
        Optional<ProofKey> own = choice instanceof KeyChoice.Own ? Optional.of(keys.get()) : Optional.empty();
        Optional<BoundKey> bound = switch (choice) {
            case KeyChoice.Own() -> own.map(BoundKey::of);
            case KeyChoice.Callers(var key) -> Optional.of(key);
            case KeyChoice.None() -> Optional.empty();
        };
        return switch (challenge().then(challenge -> believed(challenge.nonce(), bound, audience, own))) {
            case ServiceAnswer.Given<Attestation.Attested>(var attested) -> attested;
            case ServiceAnswer.Failed<Attestation.Attested>(var trouble) -> new Attestation.Failed(trouble);
        };
    }

    private ServiceAnswer<Attestation.Attested> believed(
            Bytes nonce, Optional<BoundKey> key, String audience, Optional<ProofKey> own) {
        return answered(nonce, key, audience)
                .then(answer -> verified(answer, nonce, key, audience)
                        .then(token -> new ServiceAnswer.Given<>(new Attestation.Attested(answer, token, own))));
    }

    /** A nonce of the service for this machine. */
    public ServiceAnswer<Challenge> challenge() {
        return service.challenge(node, RequestId.fresh(clock, random));
    }

    private ServiceAnswer<ServiceToken> answered(Bytes nonce, Optional<BoundKey> key, String audience) {
        var spki = key.map(BoundKey::spki).orElse(Bytes.EMPTY);
        try {
            var evidence = attester.collect(ReportBinding.of(attester.bindingSize(), nonce, spki));
            return submit(new Submission(node, nonce, Freshness.CHALLENGE, evidence, key, audience));
        } catch (AttesterFailed e) {
            return new ServiceAnswer.Failed<>(new Trouble.NotCollected(e.sentence()));
        }
    }

    /** Evidence that exists, submitted. */
    public ServiceAnswer<ServiceToken> submit(Submission submission) {
        return service.submit(submission, RequestId.fresh(clock, random));
    }

    /**
     * The token in {@code answer}, if it is the service's, for this machine, and the one that was asked for.
     *
     * @param nonce that its evidence has to have answered
     * @param key that it has to name; where there is none it may name none
     * @param audience whom it has to be for
     */
    public ServiceAnswer<VerifiedToken> verified(
            ServiceToken answer, Bytes nonce, Optional<BoundKey> key, String audience) {
        var wanted = tokens.forAudience(audience).expecting(new ExpectedFreshness.Nonce(nonce));
        try {
            return switch (wanted.verify(answer.token()).ofNode(node).boundTo(key)) {
                case VerifiedToken token -> new ServiceAnswer.Given<>(token);
                case TokenVerdict.Refused(var reason, var detail) ->
                    new ServiceAnswer.Failed<>(new Trouble.NotGood(reason, detail));
            };
        } catch (KeysUnavailable e) {
            return new ServiceAnswer.Failed<>(new Trouble.NoKeys(e.getMessage() + ""));
        }
    }

    private synchronized Optional<Attestation.Attested> held(String audience) {
        kept.values()
                .removeIf(attested ->
                        !clock.instant().isBefore(attested.token().expiresAt().minus(SHORTLY)));
        return Optional.ofNullable(kept.get(audience));
    }

    private synchronized void keep(String audience, Attestation.Attested attested) {
        if (kept.size() >= MOST_KEPT) kept.remove(kept.keySet().iterator().next());
        kept.put(audience, attested);
    }
}
