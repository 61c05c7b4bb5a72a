/** What tests of the service do to its store that only the store itself can. */
@NullMarked
package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.NullMarked;
