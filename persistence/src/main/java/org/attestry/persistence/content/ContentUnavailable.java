package org.attestry.persistence.content;

/** Content that has to be there is not, or is damaged. */
public final class ContentUnavailable extends RuntimeException {
    ContentUnavailable(String message) {
        super(message);
    }
}
