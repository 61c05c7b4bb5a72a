package org.attestry.cli;

/** How a command ends: the one table of exit codes, which scripts depend on. */
public enum ExitCode {
    /** Yes: verified, done, the same. */
    YES(0, "yes: verified, done, or the same"),
    /** No: evidence, token or request refused, a case failed, a difference found. */
    REFUSED(1, "refused: evidence, token or request was not accepted, or a comparison failed"),
    /** The command line or the configuration is wrong; nothing was tried. */
    USAGE(2, "usage: the command line or the configuration is wrong; nothing was tried"),
    /** What would decide is missing: never to be taken for a yes. */
    INCONCLUSIVE(3, "inconclusive: what would decide is missing"),
    /** The service or agent cannot be reached or cannot answer now. */
    UNREACHABLE(4, "not reachable: the service or agent did not answer, or cannot now"),
    /** The key given does not allow this. */
    NOT_ALLOWED(5, "not allowed: the key is missing, wrong, or of another role");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The status that the process ends with. */
    public int number() {
        return number;
    }

    /** The row with {@code number}. */
    static ExitCode of(int number) {
        for (var exit : values()) {
            if (exit.number == number) return exit;
        }
        throw new IllegalArgumentException("no exit code " + number);
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }
}
