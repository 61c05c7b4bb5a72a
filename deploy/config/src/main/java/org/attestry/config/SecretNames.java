package org.attestry.config;

import java.util.Set;

/**
 * Which keys are secrets: told by their name, so that a new secret cannot be forgotten in a table.
 *
 * <p>A key is a secret if the last word of its last name is one of these; {@code root.passphrase} and {@code admin-key} are, {@code
 * passphrase-file} is not.
 */
final class SecretNames {
    static final String MASK = "********";

    private static final Set<String> WORDS = Set.of(
            "password", "passphrase", "secret", "secrets", "pin", "token", "tokens", "key", "keys", "credential");

    private SecretNames() {}

    static boolean isSecret(String key) {
        var name = key.substring(key.lastIndexOf('.') + 1);
        return WORDS.contains(name.substring(name.lastIndexOf('-') + 1));
    }
}
