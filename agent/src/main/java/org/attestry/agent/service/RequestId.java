package org.attestry.agent.service;

import java.util.random.RandomGenerator;
import org.attestry.bytes.Bytes;

/**
 * Names one request to the service, the same in every attempt: what the service logs, and what {@code attestry explain} takes.
 *
 * @param text 8 to 64 of {@code [A-Za-z0-9_-]}
 */
public record RequestId(String text) {
    public RequestId {
        if (!text.matches("[A-Za-z0-9_-]{8,64}")) throw new IllegalArgumentException("not a request id");
    }

    /** A new one, of 128 random bits. */
    public static RequestId fresh(RandomGenerator random) {
        var octets = new byte[16];
        random.nextBytes(octets);
        return new RequestId(Bytes.copyOf(octets).base64Url());
    }

    @Override
    public String toString() {
        return text;
    }
}
