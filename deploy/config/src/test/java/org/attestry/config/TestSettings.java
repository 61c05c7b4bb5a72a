package org.attestry.config;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Settings over a reference of a few keys of every kind, and the sentences of what is wrong with them. */
final class TestSettings {
    private static final String REFERENCE = """
            library { loglevel = info, copy = ${attest.challenge.ttl} }
            attest {
              challenge { ttl = 2m, nonce-bytes = 32, max-evidence = 1 MiB }
              http { listen = "127.0.0.1:8443", tls { certificate = null, passphrase = null }, mode = strict, hosts = [a, b] }
              ratio = 0.5
              debug = false
              data = data
              trust {}
            }
            """;

    private TestSettings() {}

    static Schema schema() {
        return Schema.of(ConfigFactory.parseString(REFERENCE)).reserved("ATTESTRY_URL");
    }

    static Path file(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("service.conf"), text);
    }

    static Settings load(Sources sources) {
        return Settings.load(schema(), sources);
    }

    static List<String> problemsOf(Sources sources) {
        return problemsOf(() -> load(sources));
    }

    static List<String> problemsOf(Runnable attempt) {
        try {
            attempt.run();
        } catch (InvalidSettings invalid) {
            return invalid.problems().stream().map(Problem::sentence).toList();
        }
        throw new AssertionError("no problem was found");
    }
}
