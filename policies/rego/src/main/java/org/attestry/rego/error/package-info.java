/** What a compile or an evaluation can refuse, and the limits both keep. */
@NullMarked
package org.attestry.rego.error;

import org.jspecify.annotations.NullMarked;
