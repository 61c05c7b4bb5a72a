/** Measurements of ourselves beside what the machine can do at best, in one run, as rows of one shape. */
@NullMarked
package org.attestry.bench;

import org.jspecify.annotations.NullMarked;
