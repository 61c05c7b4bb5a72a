/** Tests of the enclave runtime: the C programs, and what Java builds on them. */
@NullMarked
package org.attestry.agent.enclave;

import org.jspecify.annotations.NullMarked;
