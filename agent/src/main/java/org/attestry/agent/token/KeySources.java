package org.attestry.agent.token;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;

/** Finds an issuer's keys as operators name them: by an address or a file. */
public final class KeySources {
    private KeySources() {}

    /**
     * The keys at {@code source}: fetched when first needed where it begins with {@code http}, read now where it is a file.
     *
     * @throws KeysUnavailable if there are none, or the address is not one to trust
     */
    public static TokenKeys named(String source, HttpClient http, Clock clock) throws KeysUnavailable {
        try {
            if (source.startsWith("http://") || source.startsWith("https://"))
                return new RemoteKeys(URI.create(source), http, clock);
            return KeySet.read(Path.of(source));
        } catch (InvalidPathException e) {
            throw new KeysUnavailable("neither an address nor a file: " + source, e);
        } catch (IllegalArgumentException e) {
            throw new KeysUnavailable(e.getMessage() + "", e);
        }
    }
}
