package org.attestry.agent.enclave;

/**
 * The pool of an enclave's switchless calls, with the ranges of the C header.
 *
 * @param hostWorkers threads that make the ocalls of workers, 1 to 512
 * @param enclaveWorkers threads that run calls, 1 to 512
 * @param poolQwords pool size in units of 64 calls, 1 to 8
 * @param maxParameters words that a call can carry, 0 to 16
 * @param retriesBeforeFallback pauses until a call that no worker took is made the ordinary way; 0 is 20,000
 * @param retriesBeforeSleep pauses until an idle worker sleeps; 0 is 20,000
 * @param policy what idle workers do
 * @param rollback whether an async call may be made the ordinary way when the pool is full
 */
public record SwitchlessConfig(
        int hostWorkers,
        int enclaveWorkers,
        int poolQwords,
        int maxParameters,
        int retriesBeforeFallback,
        int retriesBeforeSleep,
        Policy policy,
        boolean rollback) {
    /** BUSY keeps scanning, WAKEUP sleeps on a futex. */
    public enum Policy {
        BUSY(0),
        WAKEUP(1);

        private final int number;

        Policy(int number) {
            this.number = number;
        }

        /** The number of the C enum. */
        int number() {
            return number;
        }
    }

    public SwitchlessConfig {
        range("hostWorkers", hostWorkers, 1, 512);
        range("enclaveWorkers", enclaveWorkers, 1, 512);
        range("poolQwords", poolQwords, 1, 8);
        range("maxParameters", maxParameters, 0, 16);
        range("retriesBeforeFallback", retriesBeforeFallback, 0, Integer.MAX_VALUE);
        range("retriesBeforeSleep", retriesBeforeSleep, 0, Integer.MAX_VALUE);
    }

    /** Sleeping workers, one pool unit of 64 calls, all 16 parameters. */
    public static SwitchlessConfig ofWorkers(int enclaveWorkers) {
        return new SwitchlessConfig(1, enclaveWorkers, 1, 16, 0, 0, Policy.WAKEUP, false);
    }

    /** How many calls can be under way at once. */
    public int slots() {
        return poolQwords * 64;
    }

    private static void range(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ", not " + low + " to " + high);
        }
    }
}
