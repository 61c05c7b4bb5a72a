/** One RocksDB folder that holds everything a node must not lose: events, fences, snapshots, content, and the indexes over them. */
@NullMarked
package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.NullMarked;
