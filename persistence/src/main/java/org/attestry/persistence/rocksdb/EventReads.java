package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.attestry.persistence.fence.Fence;

/**
 * The events for projections and tools, page by page, each row checked as at recovery.
 *
 * <p>Calls read the local disk in the caller's thread. An event is visible once it is written, which is a moment before its writer
 * hears that it is durable. {@code limit} is the most rows an answer has; an answer with fewer says that there are no more for now.
 */
public interface EventReads {
    /**
     * Ids that begin with {@code prefix} and come after {@code after} ({@code ""}: from the first), in the order of their UTF-8 octets; also those
     * whose history is damaged, which is found where it is read.
     */
    List<String> persistenceIds(String prefix, String after, int limit);

    /** The number of the last event of {@code persistenceId}; empty if the id was never written. */
    OptionalLong highestSequenceNr(String persistenceId);

    /**
     * Events of {@code persistenceId} from number {@code fromSequenceNr} on, without gaps.
     *
     * @throws CorruptStore if a row is missing, damaged or in another's place
     */
    List<StoredEvent> events(String persistenceId, long fromSequenceNr, int limit);

    /** Where the events of all ids stand whose place in the global order is above {@code afterOrder} (0: from the first). */
    List<EventPosition> all(long afterOrder, int limit);

    /** The event that has this name; empty if none has. */
    Optional<StoredEvent> named(String name);

    /** The event at {@code position}. */
    StoredEvent event(EventPosition position);

    /** Whether an event took {@code fence}, as far as the journal still remembers. */
    boolean taken(Fence fence);

    /** When the journal took the last event that can be read; empty where there is none. */
    Optional<Instant> lastWrittenAt();
}
