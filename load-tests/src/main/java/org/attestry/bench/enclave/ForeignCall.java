package org.attestry.bench.enclave;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** What the foreign function interface adds to a call into the runtime's library: the library's shortest function, called from Java. */
@SuppressWarnings("restricted") // to call native code is what is measured
final class ForeignCall {
    private static final int CALLS = 2_000_000;
    private static final int ROUNDS = 7;

    private final MethodHandle version;

    ForeignCall(Path library) {
        var address = SymbolLookup.libraryLookup(library, Arena.global())
                .find("cc_secgear_abi_version")
                .orElseThrow(() -> new IllegalStateException("the library has no version"));
        this.version = Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT));
    }

    /** Nanoseconds a call in the best of a few rounds; the function itself, which returns a constant, is not taken off. */
    double nanos() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) best = Math.min(best, round());
        return best;
    }

    private double round() {
        long begun = System.nanoTime();
        int sum = 0;
        try {
            for (int i = 0; i < CALLS; i++) sum += (int) version.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("the library cannot be called", e);
        }
        if (sum == 0) throw new IllegalStateException("the library has no version");
        return (System.nanoTime() - begun) / (double) CALLS;
    }
}
