/** {@code enclave demo}: an enclave from its EDL to its death and restart. */
@NullMarked
package org.attestry.demo.enclave;

import org.jspecify.annotations.NullMarked;
