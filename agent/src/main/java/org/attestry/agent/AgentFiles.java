package org.attestry.agent;

import com.typesafe.config.ConfigUtil;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.attestry.agent.service.Secret;
import org.attestry.config.Section;

/** Tries what a configuration names, files and addresses, with what a start uses it by: what a start would refuse is noted under its key. */
final class AgentFiles {
    private final Section agent;
    private final AgentConfig config;

    private AgentFiles(Section agent, AgentConfig config) {
        this.agent = agent;
        this.config = config;
    }

    /** Notes in {@code agent}, which {@code config} was read from, what will not do. */
    static void check(Section agent, AgentConfig config) {
        var files = new AgentFiles(agent, config);
        files.listen();
        files.tls();
        files.service();
        files.material();
    }

    private void listen() {
        attempt("listen", () -> agent.requireOwnHost("listen", config.listen().host()));
    }

    private void tls() {
        for (var name : List.of("key-store", "password-file", "client-roots")) agent.requireFile("tls." + name);
        config.tls().ifPresent(tls -> {
            attempt("tls.password-file", () -> Secret.read(tls.passwordFile()));
            if (agent.sound("tls.password-file", "tls.client-roots")) attempt("tls.key-store", () -> Tls.context(tls));
        });
    }

    private void service() {
        config.service().ifPresent(service -> {
            for (var name : List.of("key-file", "roots", "proof-key-file")) agent.requireFile("service." + name);
            attempt("service.key-file", () -> Secret.read(service.keyFile()));
            if (agent.sound("service.key-file")) attempt("service.url", () -> AgentServices.endpoint(service));
            attempt("service.roots", () -> AgentServices.client(config).close());
            service.proofKeyFile()
                    .ifPresent(file -> attempt("service.proof-key-file", () -> AgentServices.proofKey(file)));
        });
    }

    private void material() {
        if (config.token().jwks().filter(keys -> keys.startsWith("/")).isPresent()) agent.requireFile("token.jwks");
        if (agent.sound("service.url", "service.roots")) attempt("token.jwks", this::issuersKeys);
        var endorsements = agent.section("endorsements");
        endorsements.names().forEach(endorsements::requireFiles);
        config.endorsements()
                .forEach((role, files) -> attempt(
                        "endorsements." + ConfigUtil.joinPath(role),
                        () -> AgentParts.endorsements(Map.of(role, files), AgentParts.installed())));
        agent.requireDevice("tpm");
    }

    private void issuersKeys() {
        try (var http = AgentServices.client(config)) {
            var _ = AgentServices.tokens(config, Clock.systemUTC(), http);
        }
    }

    /** Tries what {@code name} says, unless that is known to be wrong. */
    private void attempt(String name, Runnable use) {
        if (!agent.sound(name)) return;
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            agent.refuse(name, String.valueOf(e.getMessage()));
        }
    }
}
