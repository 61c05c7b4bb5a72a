package org.attestry.config;

import java.io.IOException;

/** Others have a part in a file or folder that nobody else may have one in; the message says in which, and what to do. */
public final class NotOwn extends IOException {
    NotOwn(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
