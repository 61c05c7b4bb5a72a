package org.attestry.agent.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.attestry.config.RegularFile;

/**
 * A JWK set (RFC 7517) that is at hand.
 *
 * <p>Keys that sign no tokens are passed over (section 5 of the RFC asks for it). Two keys of one name, a symmetric key or a private
 * part make the whole set unusable: whoever published it has lost control of it.
 */
public final class KeySet implements TokenKeys {
    private static final int LARGEST = 256 << 10;

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
            return of(JWKSet.parse(StrictJson.read(json).toString()));
        } catch (JsonRefused | ParseException e) {
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

    private static KeySet of(JWKSet set) throws KeysUnavailable {
        var byId = new HashMap<String, TokenKey>();
        for (JWK jwk : set.getKeys()) {
            if (jwk.isPrivate() || KeyType.OCT.equals(jwk.getKeyType())) {
                throw new KeysUnavailable("the key set publishes a secret");
            }
            var key = TokenKey.of(jwk);
            if (key.isPresent() && byId.putIfAbsent(key.get().id(), key.get()) != null) {
                throw new KeysUnavailable("the key set has two keys of one name");
            }
        }
        return new KeySet(byId);
    }

    @Override
    public Optional<TokenKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
