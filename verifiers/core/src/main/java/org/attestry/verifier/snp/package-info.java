/**
 * AMD SEV-SNP: reports, the keys that sign them, and Microsoft's endorsements of launch measurements.
 *
 * <p>Sources: AMD 56860 (SEV-SNP firmware ABI) for the report, AMD 57230 (VCEK) and the VLEK specification for certificates, RFC 9052
 * for COSE.
 */
@NullMarked
package org.attestry.verifier.snp;

import org.jspecify.annotations.NullMarked;
