@NullMarked
package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.NullMarked;
