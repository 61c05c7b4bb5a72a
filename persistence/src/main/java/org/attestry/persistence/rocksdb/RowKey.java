package org.attestry.persistence.rocksdb;

import org.attestry.bytes.Bytes;

/** Which row of which family. */
record RowKey(Family family, Bytes key) {}
