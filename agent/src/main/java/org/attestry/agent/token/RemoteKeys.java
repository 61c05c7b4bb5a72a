package org.attestry.agent.token;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The JWK set at an address, fetched when first needed, again when old, and again for a name that it lacks, but then at most every
 * {@code again}.
 *
 * <p>The address comes from the caller's configuration; no redirect is followed.
 */
public final class RemoteKeys implements TokenKeys {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int LARGEST = 256 << 10;

    private final URI address;
    private final HttpClient http;
    private final Clock clock;
    private @Nullable Fetched last;

    private record Fetched(KeySet keys, Instant at) {}

    /**
     * @param address where the set is, over TLS, or over plain HTTP on this machine
     * @param http follows no redirects
     * @throws IllegalArgumentException if the address is another, or the client follows redirects
     */
    public RemoteKeys(URI address, HttpClient http, Clock clock) {
        if (!Addresses.trustworthy(address)) {
            throw new IllegalArgumentException("keys come by https, or by http from this machine only: " + address);
        }
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects may fetch keys from anywhere");
        }
        this.address = address;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<TokenKey> byId(String id) throws KeysUnavailable {
        var now = clock.instant();
        var held = last;
        if (held == null || age(held, now).compareTo(OLD) >= 0) held = fetch(now);
        var key = held.keys().byId(id);
        if (key.isEmpty() && age(held, now).compareTo(AGAIN) >= 0)
            key = fetch(now).keys().byId(id);
        return key;
    }

    /** A clock set back makes what is held old, never young. */
    private static Duration age(Fetched fetched, Instant now) {
        var age = Duration.between(fetched.at(), now);
        return age.isNegative() ? OLD : age;
    }

    /** The client of the JDK gives no message where nobody listens, or the name is not known. */
    private static String why(IOException e) {
        if (e instanceof ConnectException) return "it cannot be connected to";
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Fetched fetch(Instant now) throws KeysUnavailable {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<byte[]> response =
                    http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            if (response.statusCode() != 200) {
                throw new KeysUnavailable(address + " answers " + response.statusCode() + " instead of a key set");
            }
            var fetched = new Fetched(KeySet.parse(Bytes.copyOf(response.body())), now);
            last = fetched;
            return fetched;
        } catch (IOException e) {
            throw new KeysUnavailable("no key set from " + address + ": " + why(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailable("interrupted while fetching " + address, e);
        }
    }
}
