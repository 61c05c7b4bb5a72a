package org.attestry.agent.enclave;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of host functions that goes along with every ordinary call: C function pointers into Java. */
@SuppressWarnings("restricted") // to call native code is what this class is for
final class HostTable {
    private static final Logger LOG = LoggerFactory.getLogger(HostTable.class);
    private static final int GENERIC_FAILURE = 0xFFFF0000;
    private static final FunctionDescriptor OCALL =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
    private static final MethodType UPCALL =
            MethodType.methodType(int.class, MemorySegment.class, long.class, MemorySegment.class, long.class);

    private HostTable() {}

    /** Lives as long as {@code arena}; functions are numbered by their place in the list. */
    static MemorySegment of(Linker linker, List<HostFunction> functions, Arena arena) {
        var table = arena.allocate(8 + 8L * functions.size(), 8);
        table.set(JAVA_LONG, 0, functions.size());
        for (int i = 0; i < functions.size(); i++) {
            table.set(ADDRESS, 8 + 8L * i, stub(linker, functions.get(i), arena));
        }
        return table;
    }

    private static MemorySegment stub(Linker linker, HostFunction function, Arena arena) {
        try {
            var method = MethodHandles.lookup()
                    .findStatic(HostTable.class, "call", UPCALL.insertParameterTypes(0, HostFunction.class));
            return linker.upcallStub(method.bindTo(function), OCALL, arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the upcall target is a method of this class", e);
        }
    }

    /** An exception must not leave an upcall: the machine would stop. It becomes a code for the enclave. */
    static int call(HostFunction function, MemorySegment in, long inSize, MemorySegment out, long outSize) {
        try {
            var answer = function.call(bytes(in, inSize), Math.toIntExact(outSize));
            if (answer.size() != outSize) {
                throw new IllegalStateException(
                        "a host function answered " + answer.size() + " octets, not " + outSize);
            }
            MemorySegment.copy(answer.toArray(), 0, out.reinterpret(outSize), JAVA_BYTE, 0, answer.size());
            return ResultCode.SUCCESS;
        } catch (Throwable e) {
            LOG.warn("a host function failed in a call of its enclave", e);
            return GENERIC_FAILURE;
        }
    }

    private static Bytes bytes(MemorySegment segment, long size) {
        return Bytes.copyOf(segment.reinterpret(size).toArray(JAVA_BYTE));
    }
}
