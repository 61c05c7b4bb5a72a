package org.attestry.rego;

import org.attestry.rego.syntax.RegoVersion;

/**
 * The source of one module.
 *
 * @param file the name that errors give
 */
public record RegoModule(String file, String text, RegoVersion version) {
    public RegoModule(String file, String text) {
        this(file, text, RegoVersion.V1);
    }
}
