@NullMarked
package org.attestry.persistence.codec;

import org.jspecify.annotations.NullMarked;
