package org.attestry.config;

/**
 * One effective value.
 *
 * @param key the whole key
 * @param value as text; masked where the key is a secret
 * @param source where it came from
 */
public record Setting(String key, String value, Source source) {}
