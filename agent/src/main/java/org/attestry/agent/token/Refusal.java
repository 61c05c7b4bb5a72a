package org.attestry.agent.token;

/** A check of a token that did not hold; thrown inside this package, turned into a verdict once. Carries no stack trace. */
final class Refusal extends RuntimeException {
    private final transient TokenVerdict.Refused verdict;

    Refusal(TokenReason reason, String detail) {
        super(reason.wireName() + ": " + detail, null, false, false);
        this.verdict = new TokenVerdict.Refused(reason, detail);
    }

    TokenVerdict.Refused verdict() {
        return verdict;
    }

    static void require(boolean holds, TokenReason reason, String detail) {
        if (!holds) throw new Refusal(reason, detail);
    }
}
