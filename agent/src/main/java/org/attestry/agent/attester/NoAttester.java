package org.attestry.agent.attester;

import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/** Stands where this machine is no TEE: every request for evidence fails with the reason, and everything else works. */
public final class NoAttester implements Attester {
    private final String sentence;

    /** {@code sentence} says why there is none. */
    public NoAttester(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String tee() {
        return "none";
    }

    @Override
    public String format() {
        return "none";
    }

    @Override
    public int bindingSize() {
        return 64;
    }

    @Override
    public Evidence collect(Bytes binding) throws AttesterFailed {
        throw new AttesterFailed(sentence);
    }
}
