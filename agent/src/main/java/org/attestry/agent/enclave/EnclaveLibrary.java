package org.attestry.agent.enclave;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The host library, loaded and compared with this binding: every method handle into it lives here.
 *
 * <p>A library whose ABI version or layouts differ is refused at loading, before any struct is touched.
 */
@SuppressWarnings("restricted") // to call native code is what this class is for
public final class EnclaveLibrary {
    private static final int ABI_VERSION = 1;

    private static final FunctionDescriptor CREATE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private static final FunctionDescriptor ECALL = FunctionDescriptor.of(
            JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    private static final FunctionDescriptor TASK = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final FunctionDescriptor COLLECT = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;
    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle collect;
    private final MethodHandle workers;
    private final MethodHandle text;

    private EnclaveLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        this.create = handle("cc_enclave_create", CREATE);
        this.destroy = handle("cc_enclave_destroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        this.collect = handle("cc_sl_get_async_result", COLLECT);
        this.workers = handle("cc_sl_set_workers", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        this.text = handle("cc_enclave_res2_str", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /**
     * Loads {@code libsecgear.so}; it stays for the life of the program.
     *
     * @throws IllegalArgumentException if there is no such library, or it lacks a function
     * @throws IllegalStateException if it has another ABI
     */
    public static EnclaveLibrary load(Path file) {
        var library = new EnclaveLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
        library.checkAbi();
        return library;
    }

    private void checkAbi() {
        try (var arena = Arena.ofConfined()) {
            var version = handle("cc_secgear_abi_version", FunctionDescriptor.of(JAVA_INT));
            var layouts = handle("cc_secgear_layouts", FunctionDescriptor.of(ADDRESS, ADDRESS));
            int found = (int) version.invokeExact();
            if (found != ABI_VERSION) {
                throw new IllegalStateException("the native library has ABI " + found + ", not " + ABI_VERSION);
            }
            var count = arena.allocate(JAVA_LONG);
            var rows = (MemorySegment) layouts.invokeExact(count);
            Layouts.check(rows, count.get(JAVA_LONG, 0));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private MethodHandle handle(String name, FunctionDescriptor descriptor) {
        var symbol =
                symbols.find(name).orElseThrow(() -> new IllegalArgumentException("the native library has no " + name));
        return linker.downcallHandle(symbol, descriptor);
    }

    MethodHandle create() {
        return create;
    }

    MethodHandle destroy() {
        return destroy;
    }

    MethodHandle collect() {
        return collect;
    }

    MethodHandle workers() {
        return workers;
    }

    /** An engine's ordinary call, from its table. */
    MethodHandle ecall(MemorySegment function) {
        return linker.downcallHandle(function, ECALL);
    }

    /** An engine's switchless call, sync or async: enclave, place of the answer, call. */
    MethodHandle task(MemorySegment function) {
        return linker.downcallHandle(function, TASK);
    }

    Linker linker() {
        return linker;
    }

    ResultCode code(int value) {
        try {
            var name = (MemorySegment) text.invokeExact(value);
            return new ResultCode(value, name.reinterpret(256).getString(0));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A downcall throws nothing by itself; what comes out of it is a fault of the binding. */
    static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call into the native library failed", e);
    }
}
