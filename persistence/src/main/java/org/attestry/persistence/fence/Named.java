package org.attestry.persistence.fence;

/**
 * An event that has a name of its own: the journal stores it only if no event of any id has that name, and finds it by it for as long as
 * it has the event.
 */
public interface Named {
    /** The name, one among all ids of the journal: 1 to 4096 octets of UTF-8, no zero character among them. */
    String eventName();
}
