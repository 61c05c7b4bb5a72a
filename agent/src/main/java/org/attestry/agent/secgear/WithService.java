package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.secgear.AgentError.Variant;
import org.attestry.agent.service.Challenge;
import org.attestry.agent.service.Passport;
import org.attestry.agent.service.ServiceAnswer;
import org.attestry.agent.service.ServiceToken;
import org.attestry.agent.service.Submission;
import org.attestry.agent.service.Submission.Freshness;
import org.attestry.agent.service.Trouble;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.ReportBinding;

/**
 * Over the service: its challenges, its verdicts, its tokens. Whatever is submitted is recorded under this agent's node.
 *
 * <p>A challenge with user data, or made by the caller, is no nonce of the service; the service then takes it as a relying party's, uses
 * it once, and says so in the token. This agent knows the challenge, and wants the token to name it, and this node, and no key, since it showed
 * none: another token is neither believed nor handed out.
 */
final class WithService implements Mode {
    private final Passport passport;
    private final Attester attester;
    private final Sessions sessions;
    private final String audience;
    private final SecureRandom random;

    WithService(Passport passport, Attester attester, Sessions sessions, String audience, SecureRandom random) {
        this.passport = passport;
        this.attester = attester;
        this.sessions = sessions;
        this.audience = audience;
        this.random = random;
    }

    @Override
    public Bytes challenge(Bytes userData) {
        if (!userData.isEmpty()) return own(userData);
        return switch (passport.challenge()) {
            case ServiceAnswer.Given<Challenge>(var challenge) -> {
                sessions.fromService(challenge.nonce());
                yield challenge.nonce();
            }
            case ServiceAnswer.Failed<Challenge>(var trouble) ->
                throw new AgentError(Variant.CHALLENGE, trouble.sentence());
        };
    }

    private Bytes own(Bytes userData) {
        var octets = new byte[32];
        random.nextBytes(octets);
        var challenge = Bytes.concat(Bytes.copyOf(octets), userData);
        sessions.madeHere(challenge);
        return challenge;
    }

    @Override
    public void collected(Bytes challenge, Evidence evidence) {
        sessions.collected(challenge, digest(evidence));
    }

    @Override
    public JsonNode verify(Bytes challenge, Evidence evidence, List<String> policies) {
        var digest = digest(evidence);
        var token = sessions.tokenFor(challenge, digest)
                .orElseGet(() -> submitted(Variant.VERIFY_EVIDENCE, challenge, evidence));
        return SevenClaims.of(verified(challenge, token, policies, Variant.VERIFY_EVIDENCE));
    }

    @Override
    public ExpectedFreshness freshness() {
        return new ExpectedFreshness.OfTheIssuerOr(sessions::vouchesFor);
    }

    @Override
    public String token(Bytes challenge, List<String> policies) {
        var token = sessions.ownToken(challenge).orElseGet(() -> attested(challenge));
        var _ = verified(challenge, token, policies, Variant.GET_TOKEN);
        return token.token();
    }

    private ServiceToken attested(Bytes challenge) {
        try {
            var evidence = attester.collect(ReportBinding.of(attester.bindingSize(), challenge, Bytes.EMPTY));
            collected(challenge, evidence);
            return submitted(Variant.GET_TOKEN, challenge, evidence);
        } catch (AttesterFailed e) {
            throw new AgentError(Variant.GET_TOKEN, e.sentence());
        }
    }

    private ServiceToken submitted(Variant variant, Bytes challenge, Evidence evidence) {
        var freshness = sessions.isFromService(challenge) ? Freshness.CHALLENGE : Freshness.RELYING_PARTY;
        var submission = new Submission(passport.node(), challenge, freshness, evidence, Optional.empty(), audience);
        var token = given(passport.submit(submission), variant);
        sessions.attested(challenge, digest(evidence), token);
        return token;
    }

    private static <T> T given(ServiceAnswer<T> answer, Variant variant) {
        return switch (answer) {
            case ServiceAnswer.Given<T>(var value) -> value;
            case ServiceAnswer.Failed<T>(var trouble) -> throw new AgentError(variant, told(trouble));
        };
    }

    private static String told(Trouble trouble) {
        return trouble instanceof Trouble.Declined(var problem)
                ? "Remote Attestation Failed, Status: " + problem.status() + ", AS Response: " + problem.sentence()
                : trouble.sentence();
    }

    /** Policies are bound at the service; a caller that names another than was used is told so rather than misled. */
    private VerifiedToken verified(Bytes challenge, ServiceToken token, List<String> policies, Variant variant) {
        var verified = given(passport.verified(token, challenge, Optional.empty(), audience), variant);
        var submodules = StrictJson.read(verified.claimsJson()).path("submods");
        var used = SevenClaims.policyOf(submodules.path(verified.submodules().firstKey()));
        if (!policies.isEmpty() && !policies.equals(List.of(used))) {
            throw new AgentError(variant, "the service appraised by policy " + used + ", which callers do not choose");
        }
        return verified;
    }

    private static Bytes digest(Evidence evidence) {
        return Bytes.utf8(new Envelope("", evidence).write()).sha256();
    }
}
