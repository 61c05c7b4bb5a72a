package org.attestry.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.UserFiles;
import org.attestry.config.HostPort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that asks a running service. */
public final class ConnectionOptions {
    public static final String URL = "ATTESTRY_URL";
    public static final String ADMIN_KEY = "ATTESTRY_ADMIN_KEY";
    public static final String AGENT_KEY = "ATTESTRY_AGENT_KEY";
    public static final String CA = "ATTESTRY_CA";

    @Option(names = "--url", paramLabel = "URL", description = "Where the service is (default: $ATTESTRY_URL).")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File with the key to show, as the service wrote it (default: the key in $ATTESTRY_ADMIN_KEY, or for"
                            + " commands that agents may use $ATTESTRY_AGENT_KEY).")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Certificates in PEM that the service's certificate has to lead to (default: $ATTESTRY_CA, else those"
                            + " of the JDK).")
    private @Nullable Path authority;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one call may take (default: 10).")
    private int timeout = 10;

    /** A client that shows the administrator's key. */
    public ServiceClient asAdmin(Console console) {
        return client(console, console.variable(ADMIN_KEY));
    }

    /** A client that shows the agent's key, or the administrator's where there is no other. */
    public ServiceClient asAgent(Console console) {
        return client(console, console.variable(AGENT_KEY).or(() -> console.variable(ADMIN_KEY)));
    }

    /** A client for an agent, which asks for no key: its answers may hold a token, and so travel as keys do. */
    public static ServiceClient withoutKey(String url) {
        var base = address(url);
        if (!protectsKeys(base)) {
            throw CommandFailed.usage("an agent is asked by https, or by http on this machine only: " + base);
        }
        var within = Duration.ofSeconds(60);
        return ServiceClient.connectedTo(new Connection(base, Optional.empty(), Optional.empty(), within));
    }

    private ServiceClient client(Console console, Optional<String> keyOfEnvironment) {
        var base = base(console);
        var key = Optional.ofNullable(keyFile)
                .map(file -> UserFiles.text(file).strip())
                .or(() -> keyOfEnvironment);
        if (key.isPresent() && !protectsKeys(base)) {
            throw CommandFailed.usage("the key is not sent over plain HTTP to another machine: use https in " + base);
        }
        var trusted =
                Optional.ofNullable(authority).or(() -> console.variable(CA).map(Path::of));
        return ServiceClient.connectedTo(new Connection(base, key, trusted, Duration.ofSeconds(Math.max(1, timeout))));
    }

    private URI base(Console console) {
        return address(Optional.ofNullable(url)
                .or(() -> console.variable(URL))
                .orElseThrow(() -> CommandFailed.usage("no service is named: give --url or set " + URL)));
    }

    private static URI address(String text) {
        try {
            var base = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (isWeb(base) && base.getHost() != null && base.getQuery() == null && base.getUserInfo() == null)
                return base;
        } catch (URISyntaxException e) {
            // said below
        }
        throw CommandFailed.usage("not an address: " + text + "; give http://HOST:PORT or https://HOST:PORT");
    }

    private static boolean isWeb(URI base) {
        return "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    }

    private static boolean protectsKeys(URI base) {
        var host = base.getHost().replace("[", "").replace("]", "");
        return base.getScheme().equals("https") || new HostPort(host, 0).isLoopback();
    }
}
