@NullMarked
package org.attestry.persistence.fence;

import org.jspecify.annotations.NullMarked;
