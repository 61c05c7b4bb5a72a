package org.attestry.agent.enclave;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.attestry.bytes.Bytes;

/**
 * One open enclave. Calls may come from any thread, block it, and run side by side; closing waits for them.
 *
 * <p>A call that comes after {@link #close} is refused with {@code ENCLAVE_DEAD}: whoever still holds the enclave needs
 * another one, whether it died or was closed.
 */
@SuppressWarnings("restricted") // to call native code is what this class is for
public final class Enclave implements CallableEnclave {
    private static final int AUTO_TYPE = 3;
    private static final int FEATURE_SWITCHLESS = 1;

    private final EnclaveLibrary library;
    private final Arena arena = Arena.ofShared();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final MemorySegment context;
    private final MemorySegment table;
    private final MethodHandle ecall;
    private final MethodHandle task;
    private final MethodHandle async;
    private boolean open = true;

    private Enclave(
            EnclaveLibrary library, Path image, Optional<SwitchlessConfig> switchless, List<HostFunction> functions) {
        this.library = library;
        this.context = arena.allocate(Layouts.ENCLAVE_SIZE, 8);
        this.table = HostTable.of(library.linker(), functions, arena);
        int code = create(image, switchless);
        if (code != ResultCode.SUCCESS) {
            arena.close();
            throw new EnclaveException(library.code(code));
        }
        var operations = context.get(ADDRESS, Layouts.ENCLAVE_OPS_NODE)
                .reinterpret(8)
                .get(ADDRESS, Layouts.NODE_DESC)
                .reinterpret(40)
                .get(ADDRESS, Layouts.DESC_OPS)
                .reinterpret(Layouts.OPS_SIZE);
        this.ecall = library.ecall(operations.get(ADDRESS, Layouts.OPS_ECALL));
        this.task = library.task(operations.get(ADDRESS, Layouts.OPS_TASK));
        this.async = library.task(operations.get(ADDRESS, Layouts.OPS_ASYNC));
    }

    /**
     * Opens the enclave of an image with the machine's own engine, or the simulated one.
     *
     * @throws EnclaveException with the code of the C API if it cannot be opened
     */
    public static Enclave open(
            EnclaveLibrary library, Path image, Optional<SwitchlessConfig> switchless, List<HostFunction> functions) {
        return new Enclave(library, image, switchless, functions);
    }

    private int create(Path image, Optional<SwitchlessConfig> switchless) {
        try (var scratch = Arena.ofConfined()) {
            var path = scratch.allocateFrom(image.toString());
            var features = switchless.map(config -> feature(config, scratch)).orElse(MemorySegment.NULL);
            return (int) library.create()
                    .invokeExact(path, AUTO_TYPE, 0, 0, features, switchless.isPresent() ? 1 : 0, context);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw EnclaveLibrary.unexpected(e);
        }
    }

    private static MemorySegment feature(SwitchlessConfig given, Arena scratch) {
        var config = scratch.allocate(Layouts.CONFIG_SIZE, 8);
        int[] fields = {
            given.hostWorkers(),
            given.enclaveWorkers(),
            given.poolQwords(),
            given.maxParameters(),
            given.retriesBeforeFallback(),
            given.retriesBeforeSleep(),
            given.policy().number(),
            given.rollback() ? 1 : 0
        };
        MemorySegment.copy(fields, 0, config, JAVA_INT, 0, fields.length);
        var feature = scratch.allocate(Layouts.FEATURE_SIZE, 8);
        feature.set(JAVA_INT, 0, FEATURE_SWITCHLESS);
        feature.set(ADDRESS, 8, config);
        return feature;
    }

    private interface Downcall<T> {
        T run(Arena scratch) throws Throwable;
    }

    private <T> T whileOpen(Downcall<T> call, Supplier<T> closed) {
        lock.readLock().lock();
        try (var scratch = Arena.ofConfined()) {
            return open ? call.run(scratch) : closed.get();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw EnclaveLibrary.unexpected(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private ResultCode closedCode() {
        return library.code(ResultCode.ENCLAVE_DEAD);
    }

    /** An ordinary call of function {@code number} with marshalled octets; it waits for the answer. */
    @Override
    public NativeResult call(int number, Bytes in, int outSize) {
        return whileOpen(
                scratch -> {
                    var input = in.isEmpty() ? MemorySegment.NULL : scratch.allocate(in.size(), 16);
                    var output = outSize == 0 ? MemorySegment.NULL : scratch.allocate(outSize, 16);
                    MemorySegment.copy(in.toArray(), 0, input, JAVA_BYTE, 0, in.size());
                    int code = (int) ecall.invokeExact(
                            context,
                            number,
                            input,
                            (long) in.size(),
                            output,
                            (long) outSize,
                            MemorySegment.NULL,
                            table);
                    return code == ResultCode.SUCCESS
                            ? new NativeResult.Answered(Bytes.copyOf(output.toArray(JAVA_BYTE)))
                            : new NativeResult.Refused(library.code(code));
                },
                () -> new NativeResult.Refused(closedCode()));
    }

    /** A switchless call of function {@code number} with words; it waits for the answer. */
    public TaskResult callSwitchless(int number, long... words) {
        return whileOpen(
                scratch -> {
                    var answer = scratch.allocate(JAVA_LONG);
                    int code = (int) task.invokeExact(context, answer, info(scratch, number, words));
                    return code == ResultCode.SUCCESS
                            ? new TaskResult.Done(answer.get(JAVA_LONG, 0))
                            : new TaskResult.Refused(library.code(code));
                },
                () -> new TaskResult.Refused(closedCode()));
    }

    /** Starts a switchless call: {@link TaskResult.Started}, or refused at once. */
    @Override
    public TaskResult start(int number, long... words) {
        return whileOpen(
                scratch -> {
                    var id = scratch.allocate(JAVA_INT);
                    int code = (int) async.invokeExact(context, id, info(scratch, number, words));
                    return code == ResultCode.SUCCESS
                            ? new TaskResult.Started(id.get(JAVA_INT, 0))
                            : new TaskResult.Refused(library.code(code));
                },
                () -> new TaskResult.Refused(closedCode()));
    }

    /** The answer of a started call, once; {@link TaskResult.Unfinished} leaves it to be asked for again. */
    @Override
    public TaskResult collect(int id) {
        return whileOpen(
                scratch -> {
                    var answer = scratch.allocate(JAVA_LONG);
                    int code = (int) library.collect().invokeExact(context, id, answer);
                    return switch (code) {
                        case ResultCode.SUCCESS -> new TaskResult.Done(answer.get(JAVA_LONG, 0));
                        case ResultCode.UNFINISHED -> new TaskResult.Unfinished();
                        default -> new TaskResult.Refused(library.code(code));
                    };
                },
                () -> new TaskResult.Refused(closedCode()));
    }

    @Override
    public boolean workers(int count) {
        return whileOpen(_ -> (int) library.workers().invokeExact(context, count) == ResultCode.SUCCESS, () -> false);
    }

    private static MemorySegment info(Arena scratch, int number, long[] words) {
        var info = scratch.allocate(Layouts.CALL_INFO_SIZE, 8);
        info.set(JAVA_SHORT, 0, (short) number);
        info.set(JAVA_SHORT, 2, (short) Long.BYTES);
        info.set(JAVA_INT, 4, words.length);
        info.set(ADDRESS, 8, words.length == 0 ? MemorySegment.NULL : scratch.allocateFrom(JAVA_LONG, words));
        return info;
    }

    /** Ends the enclave after the calls under way; once is enough. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (open) {
                open = false;
                var _ = (int) library.destroy().invokeExact(context);
                arena.close();
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw EnclaveLibrary.unexpected(e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
