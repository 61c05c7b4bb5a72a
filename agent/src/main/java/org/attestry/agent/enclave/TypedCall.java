package org.attestry.agent.enclave;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * One call with typed parameters, in the layout that generated bridges expect; what generated Java proxies are made of.
 *
 * <p>Parameters are added in the order of their declaration. Sizes come first, then everything that goes in; the return
 * value and everything that goes out come back, each in a slot of 16 octets or a multiple.
 */
public final class TypedCall {
    private static final int SLOT = 16;

    /** Which way the octets behind a pointer go. */
    public enum Direction {
        IN,
        OUT,
        IN_OUT
    }

    private record Parameter(MemorySegment data, boolean in, boolean out) {}

    private final int number;
    private final MemorySegment result;
    private final List<Parameter> parameters = new ArrayList<>();

    /** A call of function {@code number} whose return value has {@code resultSize} octets, 0 for none. */
    public TypedCall(int number, int resultSize) {
        this.number = number;
        this.result = MemorySegment.ofArray(new byte[resultSize]);
    }

    public TypedCall value(byte value) {
        return add(MemorySegment.ofArray(new byte[] {value}), Direction.IN);
    }

    public TypedCall value(short value) {
        return add(MemorySegment.ofArray(new short[] {value}), Direction.IN);
    }

    public TypedCall value(int value) {
        return add(MemorySegment.ofArray(new int[] {value}), Direction.IN);
    }

    public TypedCall value(long value) {
        return add(MemorySegment.ofArray(new long[] {value}), Direction.IN);
    }

    public TypedCall value(float value) {
        return add(MemorySegment.ofArray(new float[] {value}), Direction.IN);
    }

    public TypedCall value(double value) {
        return add(MemorySegment.ofArray(new double[] {value}), Direction.IN);
    }

    /**
     * A string and its terminator, in UTF-8; null is a null pointer.
     *
     * @throws IllegalArgumentException if half a character stands in it
     */
    public TypedCall text(@Nullable String text) {
        return add(text == null ? MemorySegment.NULL : MemorySegment.ofArray(Utf8.octets(text + "\0")), Direction.IN);
    }

    /**
     * An array behind a pointer; null is a null pointer.
     *
     * @throws IllegalArgumentException if the array has not the {@code size} octets that the interface tells
     */
    public TypedCall buffer(Direction direction, byte @Nullable [] data, long size) {
        return sized(direction, data == null ? MemorySegment.NULL : MemorySegment.ofArray(data), size);
    }

    public TypedCall buffer(Direction direction, short @Nullable [] data, long size) {
        return sized(direction, data == null ? MemorySegment.NULL : MemorySegment.ofArray(data), size);
    }

    public TypedCall buffer(Direction direction, int @Nullable [] data, long size) {
        return sized(direction, data == null ? MemorySegment.NULL : MemorySegment.ofArray(data), size);
    }

    public TypedCall buffer(Direction direction, long @Nullable [] data, long size) {
        return sized(direction, data == null ? MemorySegment.NULL : MemorySegment.ofArray(data), size);
    }

    private TypedCall sized(Direction direction, MemorySegment data, long size) {
        if (!data.equals(MemorySegment.NULL) && data.byteSize() != size) {
            throw new IllegalArgumentException("an array has " + data.byteSize() + " octets, not " + size);
        }
        return add(data, direction);
    }

    private TypedCall add(MemorySegment data, Direction direction) {
        parameters.add(new Parameter(data, direction != Direction.OUT, direction != Direction.IN));
        return this;
    }

    private static long slot(MemorySegment data) {
        return (data.byteSize() + SLOT - 1) / SLOT * SLOT;
    }

    /**
     * Makes the call, fills the arrays that go out and gives the return value.
     *
     * @throws EnclaveCallException with the code if the enclave or its runtime refuses
     */
    public MemorySegment in(CallableEnclave enclave) {
        var input = MemorySegment.ofArray(new byte[Math.toIntExact(inSize())]);
        long at = sizes(input);
        for (var parameter : parameters) {
            if (parameter.in()) {
                MemorySegment.copy(
                        parameter.data(), 0, input, at, parameter.data().byteSize());
                at += slot(parameter.data());
            }
        }
        var octets = Bytes.copyOf(input.toArray(ValueLayout.JAVA_BYTE));
        return switch (enclave.call(number, octets, Math.toIntExact(outSize()))) {
            case NativeResult.Answered(var out) -> take(MemorySegment.ofArray(out.toArray()));
            case NativeResult.Refused(var why) -> throw new EnclaveCallException(why);
        };
    }

    private long sizes(MemorySegment input) {
        input.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, slot(result));
        for (int i = 0; i < parameters.size(); i++) {
            input.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    8L * (i + 1),
                    slot(parameters.get(i).data()));
        }
        return head();
    }

    private long head() {
        return (8L * (parameters.size() + 1) + SLOT - 1) / SLOT * SLOT;
    }

    private long inSize() {
        return head()
                + parameters.stream()
                        .filter(Parameter::in)
                        .mapToLong(each -> slot(each.data()))
                        .sum();
    }

    private long outSize() {
        return slot(result)
                + parameters.stream()
                        .filter(Parameter::out)
                        .mapToLong(each -> slot(each.data()))
                        .sum();
    }

    private MemorySegment take(MemorySegment output) {
        MemorySegment.copy(output, 0, result, 0, result.byteSize());
        long at = slot(result);
        for (var parameter : parameters) {
            if (parameter.out()) {
                MemorySegment.copy(
                        output, at, parameter.data(), 0, parameter.data().byteSize());
                at += slot(parameter.data());
            }
        }
        return result;
    }
}
