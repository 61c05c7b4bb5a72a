package org.attestry.demo.enclave;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attestry.agent.enclave.Enclave;
import org.attestry.agent.enclave.TaskResult;

/** What ten thousand calls of each kind cost, from Java, one caller; every answer is looked at. */
final class CallRates {
    /** How often each kind is called. */
    static final int CALLS = 10_000;

    private static final int ROUNDS = 8;
    private static final int ASYNC_BATCH = 32;
    private static final int ADD_SWITCHLESS = 0;

    private CallRates() {}

    /** Microseconds a call: the middle one, and the one of a hundred that took longest. */
    record Rate(double p50, double p99) {
        private static Rate of(long[] nanos) {
            Arrays.sort(nanos);
            return new Rate(nanos[nanos.length / 2] / 1e3, nanos[(int) (nanos.length * 0.99)] / 1e3);
        }
    }

    private interface Call {
        int add(int a, int b);
    }

    static Rate ordinary(Vault vault) {
        return measured(vault::add);
    }

    static Rate switchless(Vault vault) {
        return measured(vault::add_switchless);
    }

    private static Rate measured(Call call) {
        return best(() -> once(call));
    }

    /** The best of a few rounds: in the first ones the JVM compiles on the processor that the enclave's worker needs. */
    private static Rate best(Supplier<Rate> round) {
        return Stream.generate(round)
                .limit(ROUNDS)
                .min(Comparator.comparingDouble(Rate::p50))
                .orElseThrow();
    }

    private static Rate once(Call call) {
        var nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            int sum = call.add(i, 1);
            nanos[i] = System.nanoTime() - begun;
            if (sum != i + 1) throw new IllegalStateException("the enclave cannot add");
        }
        return Rate.of(nanos);
    }

    /** A batch is started, then collected; its time is shared among its calls. */
    static Rate async(Enclave enclave) {
        return best(() -> once(enclave));
    }

    private static Rate once(Enclave enclave) {
        var nanos = new long[CALLS / ASYNC_BATCH];
        for (int i = 0; i < nanos.length; i++) {
            long begun = System.nanoTime();
            batch(enclave, i);
            nanos[i] = (System.nanoTime() - begun) / ASYNC_BATCH;
        }
        return Rate.of(nanos);
    }

    private static void batch(Enclave enclave, int number) {
        var tasks = new ArrayDeque<Integer>();
        for (int i = 0; i < ASYNC_BATCH; i++) {
            switch (enclave.start(ADD_SWITCHLESS, number, i)) {
                case TaskResult.Started(var task) -> tasks.add(task);
                case TaskResult.Done _, TaskResult.Refused _, TaskResult.Unfinished _ ->
                    throw new IllegalStateException("an async call did not start");
            }
        }
        for (int i = 0; i < ASYNC_BATCH; i++) {
            if ((int) answer(enclave, tasks.remove()) != number + i) {
                throw new IllegalStateException("the enclave cannot add");
            }
        }
    }

    private static long answer(Enclave enclave, int task) {
        while (true) {
            switch (enclave.collect(task)) {
                case TaskResult.Done(var word) -> {
                    return word;
                }
                case TaskResult.Unfinished() -> Thread.onSpinWait();
                case TaskResult.Started _, TaskResult.Refused _ ->
                    throw new IllegalStateException("an async call was lost");
            }
        }
    }
}
