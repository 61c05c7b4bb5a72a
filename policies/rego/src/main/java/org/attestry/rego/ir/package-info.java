/** OPA's intermediate representation: functions and plans made of blocks of statements. */
@NullMarked
package org.attestry.rego.ir;

import org.jspecify.annotations.NullMarked;
