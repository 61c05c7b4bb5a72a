/** HTTP: one table of endpoints with a role each, strict bodies, problems, limits before buffering. */
@NullMarked
package org.attestry.cluster.http;

import org.jspecify.annotations.NullMarked;
