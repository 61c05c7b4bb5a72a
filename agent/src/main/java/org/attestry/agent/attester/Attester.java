package org.attestry.agent.attester;

import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * Collects Evidence (RFC 9334 section 8.1) of the one TEE that this machine is.
 *
 * <p>What an implementer must keep: {@link #collect} returns evidence that binds exactly the octets given, or throws; it may block,
 * and is called from many threads at once.
 */
public interface Attester {
    /** The kind of TEE, in the short name used on the wire: {@code snp}, {@code tdx}, … */
    String tee();

    /** The evidence format, by the name that verifiers know it by: {@code snp-report}, … */
    String format();

    /** How many octets the evidence binds: 64 for REPORT_DATA of SEV-SNP. */
    int bindingSize();

    /**
     * Evidence that binds {@code binding}.
     *
     * @param binding {@link #bindingSize} octets
     * @throws AttesterFailed if the TEE gives none
     */
    Evidence collect(Bytes binding) throws AttesterFailed;

    /** An attester over whatever makes evidence of octets: a simulated TEE, a recording. */
    static Attester of(String tee, String format, int bindingSize, Source collect) {
        return new Attester() {
            @Override
            public String tee() {
                return tee;
            }

            @Override
            public String format() {
                return format;
            }

            @Override
            public int bindingSize() {
                return bindingSize;
            }

            @Override
            public Evidence collect(Bytes binding) {
                return collect.over(binding);
            }
        };
    }

    /** Makes evidence that binds octets. */
    @FunctionalInterface
    interface Source {
        /** The evidence. */
        Evidence over(Bytes binding);
    }
}
