package org.attestry.agent.enclave;

/** How a switchless call stands. */
public sealed interface TaskResult {
    /** Done; {@code word} is the return value, in as many low bytes as its type has. */
    record Done(long word) implements TaskResult {}

    /** Accepted, to be collected by its identifier. */
    record Started(int task) implements TaskResult {}

    /** Not finished yet; it can be asked for again. */
    record Unfinished() implements TaskResult {}

    record Refused(ResultCode why) implements TaskResult {}
}
