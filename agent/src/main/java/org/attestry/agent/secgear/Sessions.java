package org.attestry.agent.secgear;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attestry.agent.service.ServiceToken;
import org.attestry.bytes.Bytes;

/**
 * What this agent remembers of challenges: whether the service or it made it, which evidence was collected here for it, and which token came of
 * which evidence.
 *
 * <p>secGear's clients show evidence for a challenge and then ask for a token for the same challenge, which the service redeems once; so
 * the token is kept. Unlike in secGear's agent it is given again only for the very evidence that it was issued for, or where that evidence was
 * collected here: other evidence for an attested challenge is verified, and refused.
 */
final class Sessions {
    private static final Duration SHORTLY = Duration.ofSeconds(30);

    private final Clock clock;
    private final Duration ttl;
    private final int capacity;
    private final LinkedHashMap<Bytes, Session> byChallenge = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Session {
        private final Instant since;
        private boolean fromService;
        private boolean madeHere;
        private final Set<Bytes> collectedHere = new HashSet<>();
        private final Map<Bytes, ServiceToken> tokens = new LinkedHashMap<>();

        Session(Instant since) {
            this.since = since;
        }
    }

    /** At most {@code capacity} challenges, each for {@code ttl}; the longest unused goes first. */
    Sessions(Clock clock, Duration ttl, int capacity) {
        this.clock = clock;
        this.ttl = ttl;
        this.capacity = capacity;
    }

    /** The service made {@code challenge} for this agent. */
    synchronized void fromService(Bytes challenge) {
        session(challenge).fromService = true;
    }

    /** Whether it did. */
    synchronized boolean isFromService(Bytes challenge) {
        return session(challenge).fromService;
    }

    /** This agent made {@code challenge}. */
    synchronized void madeHere(Bytes challenge) {
        session(challenge).madeHere = true;
    }

    /** Whether a token for {@code nonce} is new: this agent made the nonce, or the service, which takes none twice, took it from here. */
    synchronized boolean vouchesFor(Bytes nonce) {
        var session = session(nonce);
        return session.madeHere || !session.tokens.isEmpty();
    }

    /** Evidence of this digest was collected here for {@code challenge}. */
    synchronized void collected(Bytes challenge, Bytes evidence) {
        session(challenge).collectedHere.add(evidence);
    }

    /** {@code token} came of evidence of this digest. */
    synchronized void attested(Bytes challenge, Bytes evidence, ServiceToken token) {
        session(challenge).tokens.put(evidence, token);
    }

    /** The token that came of evidence of this digest, while it lives. */
    synchronized Optional<ServiceToken> tokenFor(Bytes challenge, Bytes evidence) {
        return Optional.ofNullable(session(challenge).tokens.get(evidence)).filter(this::lives);
    }

    /** A token that came of evidence collected here, while it lives. */
    synchronized Optional<ServiceToken> ownToken(Bytes challenge) {
        var session = session(challenge);
        return session.tokens.entrySet().stream()
                .filter(entry -> session.collectedHere.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(this::lives)
                .findFirst();
    }

    private boolean lives(ServiceToken token) {
        return clock.instant().isBefore(token.expiresAt().minus(SHORTLY));
    }

    private Session session(Bytes challenge) {
        var now = clock.instant();
        byChallenge.values().removeIf(session -> !now.isBefore(session.since.plus(ttl)));
        var session = byChallenge.computeIfAbsent(challenge, _ -> new Session(now));
        if (byChallenge.size() > capacity)
            byChallenge.remove(byChallenge.keySet().iterator().next());
        return session;
    }
}
