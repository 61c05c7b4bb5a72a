/** What calls into an enclave cost. */
@NullMarked
package org.attestry.bench.enclave;

import org.jspecify.annotations.NullMarked;
