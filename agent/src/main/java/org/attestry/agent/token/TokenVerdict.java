package org.attestry.agent.token;

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

    /** The same, unless the token names a key: for who showed none, it is somebody else's. */
    default TokenVerdict withoutKey() {
        return unless(token -> token.confirmation().isPresent(), TokenReason.CONFIRMATION, "cnf");
    }

    private TokenVerdict unless(Predicate<VerifiedToken> wrong, TokenReason reason, String detail) {
        return switch (this) {
            case VerifiedToken token when wrong.test(token) -> new Refused(reason, detail);
            case VerifiedToken token -> token;
            case Refused refused -> refused;
        };
    }
}
