package org.attestry.cluster.entity;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.attestry.persistence.content.ContentUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process found damaged, logged and counted once: the entity that is asked and the catalog that is read meet the same events,
 * and both meet them again and again.
 */
public final class FoundDamage {
    private static final Logger LOG = LoggerFactory.getLogger(FoundDamage.class);

    private static final String EVENTS = "events";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Consumer<String> counter;

    /** {@code counter} is told the type of each entity of which something is damaged. */
    public FoundDamage(Consumer<String> counter) {
        this.counter = counter;
    }

    /** The events of {@code persistenceId} are damaged, or a content that they name is; {@code why} says which. */
    public void found(String persistenceId, Throwable why) {
        var what = why instanceof ContentUnavailable content ? content.digest().hex() : EVENTS;
        if (!known.add(persistenceId + " " + what)) return;
        counter.accept(persistenceId.substring(0, persistenceId.indexOf('|')));
        LOG.error("{} is damaged, and whoever needs it is refused: {}", persistenceId, why.getMessage());
    }

    /** Whether the events of {@code persistenceId} were found damaged, by whomever. */
    public boolean ofEvents(String persistenceId) {
        return known.contains(persistenceId + " " + EVENTS);
    }
}
