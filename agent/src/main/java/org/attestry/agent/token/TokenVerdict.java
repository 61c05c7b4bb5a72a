package org.attestry.agent.token;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;
import java.util.function.Predicate;

/** What looking at a token came to. A {@link VerifiedToken} comes from {@link TokenVerifier} alone. */
public sealed interface TokenVerdict permits VerifiedToken, TokenVerdict.Refused {
    /**
     * The token is not believed.
     *
     * @param reason why
     * @param detail the member concerned, without anything of the token in it
     */
    record Refused(TokenReason reason, String detail) implements TokenVerdict {}

    /** The same, unless the token is of another node than {@code name}. */
    default TokenVerdict ofNode(String name) {
        return unless(token -> !token.node().equals(Optional.of(name)), TokenReason.NODE, "attestry.node");
    }

    /** The same, unless the token names another key than {@code shown}, or any where none was: then it is somebody else's. */
    default TokenVerdict boundTo(Optional<BoundKey> shown) {
        return unless(token -> !names(token.confirmation(), shown), TokenReason.CONFIRMATION, "cnf");
    }

    private static boolean names(Optional<JWK> named, Optional<BoundKey> shown) {
        return shown.map(key -> named.filter(key::is).isPresent()).orElse(named.isEmpty());
    }

    private TokenVerdict unless(Predicate<VerifiedToken> wrong, TokenReason reason, String detail) {
        return switch (this) {
            case VerifiedToken token when wrong.test(token) -> new Refused(reason, detail);
            case VerifiedToken token -> token;
            case Refused refused -> refused;
        };
    }
}
