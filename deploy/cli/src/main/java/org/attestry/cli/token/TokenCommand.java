package org.attestry.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.ExpectedIssuer;
import org.attestry.agent.token.KeySet;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.RemoteKeys;
import org.attestry.agent.token.TokenKeys;
import org.attestry.agent.token.TokenRules;
import org.attestry.agent.token.TokenVerdict;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}: whether a token is the service's, for this audience, and valid now. */
@Command(name = "token", description = "Verify attestation results (EAR tokens).")
public final class TokenCommand {
    private final Console console;

    public TokenCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "verify",
            description = {
                "Verify a token as a relying party has to: key, signature, issuer, audience, times.",
                "For example: attestry token verify eyJ… --jwks http://127.0.0.1:8080/.well-known/jwks.json --audience shop"
            })
    int verify(
            @Mixin Output output,
            @Parameters(
                            paramLabel = "TOKEN",
                            description =
                                    "The token, in compact form, or @FILE for the one that a file holds (@/dev/stdin from a pipe).")
                    String token,
            @Option(
                            names = "--jwks",
                            required = true,
                            paramLabel = "URL|FILE",
                            description = "The issuer's keys: an address (https, or http on this machine) or a file.")
                    String jwks,
            @Option(
                            names = "--audience",
                            required = true,
                            paramLabel = "NAME",
                            description = "Whom the token has to be for, exactly.")
                    String audience,
            @Option(
                            names = "--issuer",
                            paramLabel = "NAME",
                            description = "Who has to have issued it (default: whoever holds the keys given).")
                    @Nullable
                    String issuer,
            @Option(
                            names = "--nonce",
                            paramLabel = "HEX|BASE64URL",
                            description = {
                                "The nonce that the evidence has to have answered.",
                                "Without it, the token has to say that its issuer chose the nonce."
                            })
                    @Nullable
                    String nonce,
            @Option(names = "--node", paramLabel = "NAME", description = "The node that has to have been attested.")
                    @Nullable
                    String node,
            @Option(
                            names = "--max-lifetime",
                            paramLabel = "SECONDS",
                            defaultValue = "300",
                            description = "How long it may live (default: 300, the service's default).")
                    int maxLifetime) {
        var rules = rules(audience, issuer, freshness(nonce), maxLifetime);
        var verified = verdict(TokenArgument.token(token), keys(jwks), rules, jwks);
        var verdict = node == null ? verified : verified.ofNode(node);
        output.print(console, data(verdict), _ -> text(verdict));
        return exit(verdict).number();
    }

    private TokenVerdict verdict(String token, TokenKeys keys, TokenRules rules, String jwks) {
        try {
            return new TokenVerifier(keys, rules, console.clock()).verify(token);
        } catch (KeysUnavailable e) {
            throw isAddress(jwks)
                    ? CommandFailed.unreachable(e.getMessage() + "")
                    : CommandFailed.file(e.getMessage() + "");
        }
    }

    private static ExpectedFreshness freshness(@Nullable String nonce) {
        return nonce == null ? new ExpectedFreshness.OfTheIssuer() : new ExpectedFreshness.Nonce(octets(nonce));
    }

    private static Bytes octets(String nonce) {
        try {
            return nonce.matches("([0-9A-Fa-f]{2}){8,64}") ? Bytes.fromHex(nonce) : Bytes.fromBase64Url(nonce);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--nonce is neither hexadecimal nor unpadded base64url");
        }
    }

    private static TokenRules rules(
            String audience, @Nullable String issuer, ExpectedFreshness freshness, int maxLifetime) {
        try {
            var expected = issuer == null ? new ExpectedIssuer.HolderOfTheKeys() : new ExpectedIssuer.Named(issuer);
            return new TokenRules(
                    expected, audience, freshness, Duration.ofSeconds(5), Duration.ofSeconds(maxLifetime));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(e.getMessage() + "");
        }
    }

    private TokenKeys keys(String jwks) {
        try {
            if (!isAddress(jwks)) return KeySet.read(Path.of(jwks));
            var http = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            return new RemoteKeys(URI.create(jwks), http, console.clock());
        } catch (KeysUnavailable e) {
            throw e.getCause() instanceof IOException why
                    ? CommandFailed.unreadable(Path.of(jwks), why)
                    : CommandFailed.file(e.getMessage() + "");
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--jwks: " + e.getMessage());
        }
    }

    private static boolean isAddress(String jwks) {
        return jwks.startsWith("http://") || jwks.startsWith("https://");
    }

    private static ExitCode exit(TokenVerdict verdict) {
        return switch (verdict) {
            case TokenVerdict.Refused _ -> ExitCode.REFUSED;
            case VerifiedToken token ->
                switch (token.status()) {
                    case AFFIRMING, WARNING -> ExitCode.YES;
                    case CONTRAINDICATED -> ExitCode.REFUSED;
                    case NONE -> ExitCode.INCONCLUSIVE;
                };
        };
    }

    private static JsonNode data(TokenVerdict verdict) {
        return switch (verdict) {
            case TokenVerdict.Refused(var reason, var detail) ->
                Json.object()
                        .put("verified", false)
                        .put("reason", reason.wireName())
                        .put("detail", detail);
            case VerifiedToken token -> {
                var data = opening(token).put("verified", true);
                data.set("claims", Json.parse(token.claimsJson()));
                yield data;
            }
        };
    }

    private static ObjectNode opening(VerifiedToken token) {
        var data = Json.object().put("status", token.status().wireName());
        token.node().ifPresent(node -> data.put("node", node));
        token.record().ifPresent(id -> data.put("record", id));
        token.freshness().ifPresent(freshness -> data.put("freshness", freshness));
        token.nonce().ifPresent(nonce -> data.put("nonce", nonce));
        return data.put("issuer", token.issuer())
                .put("audience", token.audience())
                .put("expires_at", token.expiresAt().toString())
                .put("key", token.keyId())
                .put("bound_to_key", token.confirmation().isPresent());
    }

    private String text(TokenVerdict verdict) {
        var palette = console.palette();
        return switch (verdict) {
            case TokenVerdict.Refused(var reason, var detail) ->
                palette.bad("refused: " + reason.wireName()) + "\n  " + detail;
            case VerifiedToken token ->
                palette.good("verified") + "\n"
                        + TextTable.fields(opening(token)).indent(2).stripTrailing();
        };
    }
}
