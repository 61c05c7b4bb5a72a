package org.attestry.persistence.rocksdb;

/**
 * Something in the store that contradicts its checksums or the rest of it.
 *
 * @param family whose rows are concerned, by its durable name
 * @param problem a sentence for the operator, without control characters
 */
public record StoreProblem(String family, String problem) {
    /** What stands in damaged keys is told as well, and moves no cursor. */
    public StoreProblem {
        problem = problem.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
