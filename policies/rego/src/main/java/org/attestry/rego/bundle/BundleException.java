package org.attestry.rego.bundle;

import java.io.IOException;

/** What is wrong with a bundle; nothing of it may be used. */
public final class BundleException extends IOException {
    private static final long serialVersionUID = 1L;

    BundleException(String message) {
        super(message);
    }

    BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
