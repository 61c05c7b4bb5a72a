package org.attestry.agent.attester;

/** The TEE gave no evidence; the message is one sentence for whoever asked, without anything secret in it. */
public final class AttesterFailed extends Exception {
    private final String sentence;

    /** {@code sentence} says what failed. */
    public AttesterFailed(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The same, with what led to it. */
    public AttesterFailed(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What failed. */
    public String sentence() {
        return sentence;
    }
}
