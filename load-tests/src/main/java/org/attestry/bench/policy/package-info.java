/** What evaluating and compiling appraisal policies costs. */
@NullMarked
package org.attestry.bench.policy;

import org.jspecify.annotations.NullMarked;
