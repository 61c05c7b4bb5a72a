package org.attestry.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a service is reached.
 *
 * @param base its address, without a path of the API
 * @param key the bearer key; empty where the call needs none
 * @param authority certificates in PEM that the service's certificate has to lead to; empty for those of the JDK
 * @param timeout how long one call may take
 */
public record Connection(URI base, Optional<String> key, Optional<Path> authority, Duration timeout) {
    /** Without the key: what is printed lands in logs. */
    @Override
    public String toString() {
        return "Connection[" + base + "]";
    }
}
