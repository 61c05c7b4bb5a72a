package org.attestry.agent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.attestry.agent.peer.LocalVerifier;
import org.attestry.agent.peer.PeerInitiator;
import org.attestry.agent.peer.PeerResponder;
import org.attestry.agent.peer.SingleUse;
import org.attestry.agent.secgear.SecGearAgent;
import org.attestry.agent.service.HttpClients;
import org.attestry.agent.service.Passport;
import org.attestry.agent.service.Pause;
import org.attestry.agent.service.Secret;
import org.attestry.agent.service.ServiceClient;
import org.attestry.agent.service.ServiceEndpoint;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.ExpectedIssuer;
import org.attestry.agent.token.KeySources;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.ProofKey;
import org.attestry.agent.token.TokenRules;
import org.attestry.agent.token.TokenVerifier;

/**
 * The parts of an agent, wired from its configuration.
 *
 * @param secGear what secGear's endpoints do
 * @param passport attests to the service, where there is one
 * @param tokens looks at tokens, where an issuer's keys are known
 * @param initiator calls peers, where it is said what peers have to be
 * @param responder answers them
 * @param http to be closed with the agent
 */
record AgentServices(
        SecGearAgent secGear,
        Optional<Passport> passport,
        Optional<TokenVerifier> tokens,
        Optional<PeerInitiator> initiator,
        Optional<PeerResponder> responder,
        HttpClient http) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(20);

    static AgentServices wire(AgentConfig config, AgentParts parts) {
        var http = client(config);
        var verifier = new LocalVerifier(parts.verifiers(), parts.endorsements(), parts.clock());
        var tokens = tokens(config, parts.clock(), http);
        var passport = config.service().map(service -> passport(service, parts, http, tokens.orElseThrow()));
        return new AgentServices(
                secGear(config, parts, passport, tokens, verifier),
                passport,
                tokens,
                config.peer()
                        .map(rules -> new PeerInitiator(
                                parts.attester(), verifier, rules, parts.random(), http, PEER_TIMEOUT)),
                config.peer()
                        .map(rules -> new PeerResponder(
                                parts.attester(),
                                verifier,
                                rules,
                                parts.clock(),
                                parts.random(),
                                config.challenges().ttl(),
                                config.challenges().atMost(),
                                parts.trusted())),
                http);
    }

    /** What calls the service, and fetches keys. */
    static HttpClient client(AgentConfig config) {
        return HttpClients.client(config.service().flatMap(AgentConfig.Service::roots), CONNECT);
    }

    static ServiceEndpoint endpoint(AgentConfig.Service service) {
        return new ServiceEndpoint(
                service.url(), Secret.read(service.keyFile()), service.timeout(), service.attempts());
    }

    private static Passport passport(
            AgentConfig.Service service, AgentParts parts, HttpClient http, TokenVerifier tokens) {
        var client = new ServiceClient(endpoint(service), http, Pause.REAL);
        return new Passport(
                service.node(), parts.attester(), client, tokens, keys(service, parts), parts.clock(), parts.random());
    }

    private static Supplier<ProofKey> keys(AgentConfig.Service service, AgentParts parts) {
        if (service.proofKeyFile().isEmpty()) return () -> ProofKey.generate(parts.random());
        var key = proofKey(service.proofKeyFile().get());
        return () -> key;
    }

    static ProofKey proofKey(Path file) {
        try {
            return ProofKey.of(ECKey.parse(Secret.read(file).reveal()).toKeyPair());
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException(file + " holds no private JWK on P-256 in its first line", e);
        }
    }

    static Optional<TokenVerifier> tokens(AgentConfig config, Clock clock, HttpClient http) {
        var ofService = config.service()
                .map(service -> service.url().resolve("/.well-known/jwks.json").toString());
        return config.token().jwks().or(() -> ofService).map(source -> {
            try {
                var issuer = config.token()
                        .issuer()
                        .<ExpectedIssuer>map(ExpectedIssuer.Named::new)
                        .orElseGet(ExpectedIssuer.HolderOfTheKeys::new);
                var rules = new TokenRules(
                        issuer,
                        config.token().audience(),
                        new ExpectedFreshness.OfTheIssuer(),
                        config.token().skew(),
                        config.token().maxLifetime());
                return new TokenVerifier(KeySources.named(source, http, clock), rules, clock);
            } catch (KeysUnavailable e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }

    private static SecGearAgent secGear(
            AgentConfig config,
            AgentParts parts,
            Optional<Passport> passport,
            Optional<TokenVerifier> tokens,
            LocalVerifier verifier) {
        var challenges = config.challenges();
        if (passport.isPresent() && tokens.isPresent()) {
            return SecGearAgent.withService(
                    parts.attester(),
                    passport.get(),
                    tokens.get(),
                    config.token().audience(),
                    parts.clock(),
                    parts.random(),
                    challenges.ttl(),
                    challenges.atMost());
        }
        var own = new SingleUse<Boolean>(parts.clock(), parts.random(), challenges.ttl(), challenges.atMost());
        return SecGearAgent.peerToPeer(parts.attester(), verifier, own, tokens);
    }
}
