/** Evidence and every other input of a decision, kept by digest for as long as somebody may ask how it was reached. */
@NullMarked
package org.attestry.persistence.content;

import org.jspecify.annotations.NullMarked;
