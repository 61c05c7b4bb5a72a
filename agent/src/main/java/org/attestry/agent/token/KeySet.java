package org.attestry.agent.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.attestry.config.RegularFile;

/**
 * A JWK set (RFC 7517) that is at hand.
 *
 * <p>Keys that sign no tokens, and those that are none (of an unknown kind, broken, off their curve), are passed over, as section 5 of the
 * RFC asks. Two keys of one name, a symmetric key or a private part, be the key broken or not, make the whole set unusable: whoever published
 * it has lost control of it.
 */
public final class KeySet implements TokenKeys {
    private static final int LARGEST = 256 << 10;

    /** What private and symmetric keys have besides (RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1). */
    private static final Set<String> SECRET = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final Map<String, TokenKey> byId;

    private KeySet(Map<String, TokenKey> byId) {
        this.byId = Map.copyOf(byId);
    }

    /**
     * The set that {@code json} holds.
     *
     * @throws KeysUnavailable if it holds no usable set
     */
    public static KeySet parse(Bytes json) throws KeysUnavailable {
        if (json.size() > LARGEST) throw new KeysUnavailable("the key set has more than " + LARGEST + " octets");
        try {
            var keys = StrictJson.read(json).path("keys");
            if (!keys.isArray()) throw new KeysUnavailable("not a JWK set: it has no array of keys");
            return of(keys);
        } catch (JsonRefused e) {
            throw new KeysUnavailable("not a JWK set: " + e.getMessage(), e);
        }
    }

    /**
     * The set that the file holds.
     *
     * @throws KeysUnavailable if there is none
     */
    public static KeySet read(Path file) throws KeysUnavailable {
        try (var in = RegularFile.open(file)) {
            return parse(Bytes.copyOf(in.readNBytes(LARGEST + 1)));
        } catch (IOException e) {
            throw new KeysUnavailable("cannot read the key set " + file + ": " + e.getMessage(), e);
        }
    }

    private static KeySet of(JsonNode keys) throws KeysUnavailable {
        var byId = new HashMap<String, TokenKey>();
        for (var json : keys) {
            if (!json.isObject()) throw new KeysUnavailable("not a JWK set: a key is no object");
            if (SECRET.stream().anyMatch(json::has)) throw new KeysUnavailable("the key set publishes a secret");
            var key = jwk(json).flatMap(TokenKey::of);
            if (key.isPresent() && byId.putIfAbsent(key.get().id(), key.get()) != null) {
                throw new KeysUnavailable("the key set has two keys of one name");
            }
        }
        return new KeySet(byId);
    }

    private static Optional<JWK> jwk(JsonNode json) {
        try {
            return Optional.of(JWK.parse(json.toString()));
        } catch (ParseException noKey) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<TokenKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
