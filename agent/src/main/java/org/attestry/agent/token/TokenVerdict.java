package org.attestry.agent.token;

/** What looking at a token came to. A {@link VerifiedToken} comes from {@link TokenVerifier} alone. */
public sealed interface TokenVerdict permits VerifiedToken, TokenVerdict.Refused {
    /**
     * The token is not believed.
     *
     * @param reason why
     * @param detail the member concerned, without anything of the token in it
     */
    record Refused(TokenReason reason, String detail) implements TokenVerdict {}
}
