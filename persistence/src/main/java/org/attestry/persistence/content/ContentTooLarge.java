package org.attestry.persistence.content;

/** Content above the store's limit, which the service's own body limits should have refused before. */
public final class ContentTooLarge extends RuntimeException {
    /** Sizes in octets. */
    public ContentTooLarge(int size, int limit) {
        super(size + " octets of content, at most " + limit + " are kept");
    }
}
