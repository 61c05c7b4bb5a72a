package org.attestry.agent.token;

import static org.attestry.agent.token.Refusal.require;
import static org.attestry.agent.token.TokenReason.CLAIMS;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;

/** The claims of an EAR in JWT form, each of its type; says nothing yet of whether they are the ones wanted. */
record TokenClaims(
        String issuer,
        String audience,
        String id,
        Instant issuedAt,
        Instant notBefore,
        Instant expiresAt,
        SortedMap<String, EarStatus> submodules,
        Optional<JWK> confirmation,
        Shape all) {
    private static final long YEAR_10000 = 253_402_300_800L;

    /** Reads them out of a payload whose signature holds. */
    static TokenClaims read(Shape payload) {
        try {
            var issuedAt = instant(payload, "iat").orElseThrow(() -> new Refusal(CLAIMS, "iat is missing"));
            return new TokenClaims(
                    text(payload, "iss"),
                    text(payload, "aud"),
                    text(payload, "jti"),
                    issuedAt,
                    instant(payload, "nbf").orElse(issuedAt),
                    instant(payload, "exp").orElseThrow(() -> new Refusal(CLAIMS, "exp is missing")),
                    submodules(payload),
                    confirmation(payload),
                    payload);
        } catch (JsonRefused refused) {
            throw new Refusal(CLAIMS, refused.detail());
        }
    }

    /** The worst of the submodules: a composite is as good as its weakest part. */
    EarStatus status() {
        return submodules.values().stream().anyMatch(EarStatus.NONE::equals)
                ? EarStatus.NONE
                : submodules.values().stream().max(Comparator.naturalOrder()).orElse(EarStatus.NONE);
    }

    private static String text(Shape payload, String name) {
        var text = payload.text(name);
        require(!text.isEmpty(), CLAIMS, name + " is empty");
        return text;
    }

    private static Optional<Instant> instant(Shape payload, String name) {
        var seconds = payload.whole(name);
        seconds.ifPresent(value -> require(value >= 0 && value < YEAR_10000, CLAIMS, name + " is no date"));
        return seconds.map(Instant::ofEpochSecond);
    }

    private static SortedMap<String, EarStatus> submodules(Shape payload) {
        var parts = payload.group("submods").orElseThrow(() -> new Refusal(CLAIMS, "submods is missing"));
        var statuses = new TreeMap<String, EarStatus>();
        for (var name : parts.names()) {
            var status = parts.group(name)
                    .flatMap(part -> part.optionalText("ear.status"))
                    .flatMap(EarStatus::named);
            statuses.put(name, status.orElseThrow(() -> new Refusal(CLAIMS, "ear.status is missing or unknown")));
        }
        require(!statuses.isEmpty(), CLAIMS, "submods is empty");
        return statuses;
    }

    private static Optional<JWK> confirmation(Shape payload) {
        var cnf = payload.group("cnf");
        if (cnf.isEmpty()) return Optional.empty();
        var jwk = cnf.get().group("jwk").orElseThrow(() -> new Refusal(CLAIMS, "cnf without jwk"));
        try {
            var key = JWK.parse(jwk.json().toString());
            require(!key.isPrivate(), CLAIMS, "cnf holds a private key");
            return Optional.of(key);
        } catch (ParseException e) {
            throw new Refusal(CLAIMS, "cnf.jwk is not a key");
        }
    }
}
