/** How durable things become octets and come back: one table from manifest to codec, strict CBOR, nothing by Java class name. */
@NullMarked
package org.attestry.persistence.codec;

import org.jspecify.annotations.NullMarked;
