package org.attestry.cluster.catalog;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.attestry.cluster.entity.Chain;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.jspecify.annotations.Nullable;

/**
 * What the events of each entity of one type come to, read again where they went on since, and not where they did not.
 *
 * <p>What was read whole stays as it is until then, or until all is {@linkplain #forget forgotten}, whatever becomes of its rows. What was not
 * read whole, or was found damaged by its entity, is read again each time. Events do not become fewer: an entity that has lost some is damaged
 * until it has as many again, or this process ends. One thread at a time.
 */
final class FoldedHistories<E extends AuditedEvent, S> {
    private final EventLog log;
    private final String type;
    private final Class<E> events;
    private final S none;
    private final BiFunction<S, E, S> step;
    private final Predicate<String> damaged;
    private final Map<String, Folded<S>> folded = new HashMap<>();
    private final Map<String, Long> most = new HashMap<>();

    /** The number of the last event that was folded, and what came of it. */
    private record Folded<S>(long last, S state) {}

    /**
     * Those of entities of {@code type}, which come to {@code none} before the first, and after each to what {@code step} says;
     * {@code damaged} tells of an id whether somebody else found its events so.
     */
    FoldedHistories(
            EventLog log, String type, Class<E> events, S none, BiFunction<S, E, S> step, Predicate<String> damaged) {
        this.log = log;
        this.type = type;
        this.events = events;
        this.none = none;
        this.step = step;
        this.damaged = damaged;
    }

    /** The persistence ids of those that there are, in order; then of those that there were. */
    Set<String> ids() {
        var ids = new LinkedHashSet<>(log.ids(type));
        ids.addAll(most.keySet());
        return ids;
    }

    /**
     * What the events of {@code id} come to.
     *
     * @throws CorruptStore if they are not whole, or fewer than they were
     */
    S of(String id) {
        @Nullable Folded<S> before = folded.remove(id); // whatever fails from here on is read again
        long last = log.last(id);
        long had = most.merge(id, last, Math::max);
        var now = before != null && before.last() == last && !damaged.test(id) ? before : fold(id);
        if (now.last() < had) throw new CorruptStore(id + " had " + had + " events and has " + now.last() + " now");
        most.put(id, now.last());
        folded.put(id, now);
        return now.state();
    }

    /** The events, held against their chain as when the entity recovers. */
    private Folded<S> fold(String id) {
        var chain = Chain.EMPTY;
        var state = none;
        for (var event : log.of(id)) {
            if (!events.isInstance(event)) throw new CorruptStore("an event of " + id + " is another entity's");
            chain = chain.after(event);
            state = step.apply(state, events.cast(event));
        }
        return new Folded<>(chain.length(), state);
    }

    /** Lets everything be read again. */
    void forget() {
        folded.clear();
    }
}
