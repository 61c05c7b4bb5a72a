/** What a whole attestation over HTTP costs the service, beside the two signatures that it cannot do without. */
@NullMarked
package org.attestry.bench.http;

import org.jspecify.annotations.NullMarked;
