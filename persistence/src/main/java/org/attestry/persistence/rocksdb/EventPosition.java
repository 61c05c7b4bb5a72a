package org.attestry.persistence.rocksdb;

/**
 * Where an event stands: its place in the order of all writes of the store (from 1, rising, gaps only where a write failed), and its id
 * and number there (from 1, without gaps).
 */
public record EventPosition(long order, String persistenceId, long sequenceNr) {}
