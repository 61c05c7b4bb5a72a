package org.attestry.persistence.rocksdb;

/** What the octets of events mean, for {@link ReadOnlyStore#check}. */
public interface Vocabulary {
    /** The event in {@code stored}; throws where there is none that can be read. */
    Object read(StoredEvent stored);

    /**
     * Takes {@code event}, which was read of {@code stored}: those of one id one after another, in their order.
     *
     * @throws CorruptStore if it cannot follow the one before
     */
    void follows(StoredEvent stored, Object event);
}
