package org.attestry.agent;

import java.util.List;
import org.attestry.agent.service.Secret;
import org.attestry.config.Section;

/** Tries the files of a configuration with what a start uses them by: what a start would refuse is noted under its key. */
final class NamedFiles {
    private final Section agent;
    private final AgentConfig config;

    private NamedFiles(Section agent, AgentConfig config) {
        this.agent = agent;
        this.config = config;
    }

    /** Notes in {@code agent}, which {@code config} was read from, what will not do. */
    static void check(Section agent, AgentConfig config) {
        var files = new NamedFiles(agent, config);
        files.tls();
        files.service();
        files.material();
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
            service.proofKeyFile()
                    .ifPresent(file -> attempt("service.proof-key-file", () -> AgentServices.proofKey(file)));
        });
    }

    private void material() {
        if (config.token().jwks().filter(keys -> keys.startsWith("/")).isPresent()) agent.requireFile("token.jwks");
        var endorsements = agent.section("endorsements");
        endorsements.names().forEach(endorsements::requireFiles);
        agent.requireFile("tpm");
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
