package org.attestry.cluster.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.keyring.Keys;

/** {@code /.well-known/…}: what a relying party needs to check a token, for anyone to read. */
public final class TokenRoutes {
    private final Supplier<String> issuer;
    private final Supplier<Keys> keys;
    private final InstantSource clock;

    /** Publishes the keys of {@code keys}. */
    public TokenRoutes(Supplier<String> issuer, Supplier<Keys> keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("jwks", "/.well-known/jwks.json", Role.PUBLIC, _ -> jwks()),
                Endpoint.get("discovery", "/.well-known/openid-configuration", Role.PUBLIC, _ -> discovery()));
    }

    private CompletionStage<Answer> jwks() {
        var published = keys.get().publishedAt(clock.instant()).stream()
                .map(signing -> (JWK) signing.key().toPublicJWK())
                .toList();
        var body = new JWKSet(published).toString(true);
        return CompletableFuture.completedFuture(Answer.text(200, "application/json", body));
    }

    /** OpenID Connect Discovery 1.0 section 3, the members that make sense for an issuer without a sign-in. */
    private CompletionStage<Answer> discovery() {
        return CompletableFuture.completedFuture(Answer.ok(Map.of(
                "issuer", issuer.get(),
                "jwks_uri", issuer.get() + "/.well-known/jwks.json",
                "id_token_signing_alg_values_supported", List.of("ES256"),
                "response_types_supported", List.of("none"),
                "subject_types_supported", List.of("public"),
                "claims_supported",
                        List.of("iss", "aud", "iat", "exp", "jti", "eat_nonce", "eat_profile", "submods", "cnf"))));
    }
}
