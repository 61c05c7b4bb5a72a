import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A class file whose lambdas are linked by {@code LambdaMetafactory.metafactory} where Scala asks for {@code altMetafactory}, since an AOT
 * cache holds only those of the former.
 *
 * <p>Scala makes every function serializable, and gives it a bridge by its own parameter types, which nobody can call through
 * {@code FunctionN}. Nothing here serializes functions (Java's serialization is off). Instructions stay as they are: what changes is the table of
 * bootstrap methods, and five constants more (JVMS sections 4.4 and 4.7.23). A lambda that wants anything else keeps what it asks for.
 */
final class PlainLambdas {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String METHOD_TYPE = "Ljava/lang/invoke/MethodType;";
    private static final String PLAIN = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;" + METHOD_TYPE + METHOD_TYPE
            + "Ljava/lang/invoke/MethodHandle;" + METHOD_TYPE + ")Ljava/lang/invoke/CallSite;";
    private static final int SERIALIZABLE = 1;
    private static final int MARKERS = 2;
    private static final int BRIDGES = 4;

    private final ByteBuffer in;
    private final int constants;
    private final int[] at;
    private final int poolEnd;

    private PlainLambdas(byte[] classFile) {
        this.in = ByteBuffer.wrap(classFile);
        this.constants = u2(8);
        this.at = new int[constants];
        int next = 10;
        for (int i = 1; i < constants; i++) {
            at[i] = next;
            int tag = in.get(next);
            next += size(tag, next);
            if (tag == 5 || tag == 6) i++; // long and double take two places
        }
        this.poolEnd = next;
    }

    /** {@code classFile}, itself where there is nothing to change. */
    static byte[] of(byte[] classFile) throws IOException {
        var read = new PlainLambdas(classFile);
        int table = read.bootstrapMethods();
        return table < 0 || read.constants + 5 > 0xffff ? classFile : read.changed(classFile, table);
    }

    private int size(int tag, int from) {
        return switch (tag) {
            case 1 -> 3 + u2(from + 1);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> throw new IllegalStateException("constant of kind " + tag);
        };
    }

    /** Where the attribute begins; negative where there is none. */
    private int bootstrapMethods() {
        int next = poolEnd + 6;
        next += 2 + 2 * u2(next);
        for (int table = 0; table < 2; table++) next = afterMembers(next);
        int attributes = u2(next);
        next += 2;
        for (int i = 0; i < attributes; i++) {
            if (text(u2(next)).equals("BootstrapMethods")) return next;
            next += 6 + in.getInt(next + 2);
        }
        return -1;
    }

    /** Fields or methods. */
    private int afterMembers(int from) {
        int members = u2(from);
        int next = from + 2;
        for (int i = 0; i < members; i++) {
            int attributes = u2(next + 6);
            next += 8;
            for (int j = 0; j < attributes; j++) next += 6 + in.getInt(next + 2);
        }
        return next;
    }

    private byte[] changed(byte[] classFile, int table) throws IOException {
        int factory = 0;
        var methods = new ByteArrayOutputStream();
        var out = new DataOutputStream(methods);
        int next = table + 8;
        for (int i = 0; i < u2(table + 6); i++) {
            int arguments = u2(next + 2);
            boolean plain = isPlain(next, i);
            if (plain) factory = u2(at[u2(at[u2(next)] + 2)] + 1);
            out.writeShort(plain ? constants + 4 : u2(next));
            out.writeShort(plain ? 3 : arguments);
            out.write(classFile, next + 4, 2 * (plain ? 3 : arguments));
            next += 4 + 2 * arguments;
        }
        return factory == 0 ? classFile : joined(classFile, table, next, factory, methods.toByteArray());
    }

    private byte[] joined(byte[] classFile, int table, int tableEnd, int factory, byte[] methods) throws IOException {
        var whole = new ByteArrayOutputStream(classFile.length + 400);
        var out = new DataOutputStream(whole);
        out.write(classFile, 0, 8);
        out.writeShort(constants + 5);
        out.write(classFile, 10, poolEnd - 10);
        writeConstants(out, factory);
        out.write(classFile, poolEnd, table + 2 - poolEnd);
        out.writeInt(2 + methods.length);
        out.writeShort(u2(table + 6));
        out.write(methods);
        out.write(classFile, tableEnd, classFile.length - tableEnd);
        return whole.toByteArray();
    }

    /** The handle of the plain factory, last, and what it is made of. */
    private void writeConstants(DataOutputStream out, int factory) throws IOException {
        for (var text : List.of("metafactory", PLAIN)) {
            out.writeByte(1);
            out.writeUTF(text);
        }
        out.writeByte(12);
        out.writeShort(constants);
        out.writeShort(constants + 1);
        out.writeByte(10);
        out.writeShort(factory);
        out.writeShort(constants + 2);
        out.writeByte(15);
        out.writeByte(6);
        out.writeShort(constants + 3);
    }

    /** Whether the lambdas of bootstrap method {@code index} are as well made without what they ask for besides. */
    private boolean isPlain(int method, int index) {
        int called = at[u2(at[u2(method)] + 2)];
        if (in.get(at[u2(method)] + 1) != 6
                || !text(u2(at[u2(called + 1)] + 1)).equals(FACTORY)
                || !text(u2(at[u2(called + 3)] + 1)).equals("altMetafactory")) return false;
        int flags = integer(method, 3);
        int next = 4;
        if ((flags & MARKERS) != 0) {
            int markers = integer(method, next++);
            for (int i = 0; i < markers; i++, next++) if (!isSerializable(argument(method, next))) return false;
        }
        return (flags & ~(SERIALIZABLE | MARKERS | BRIDGES)) == 0 && ((flags & BRIDGES) == 0 || areFunctions(index));
    }

    private boolean isSerializable(int type) {
        return List.of("java/io/Serializable", "scala/Serializable").contains(text(u2(at[type] + 1)));
    }

    /** Whether all that is made by bootstrap method {@code index} is a Scala function. */
    private boolean areFunctions(int index) {
        var made = new ArrayList<String>();
        for (int i = 1; i < constants; i++) {
            if (at[i] == 0 || in.get(at[i]) != 18 || u2(at[i] + 1) != index) continue;
            made.add(text(u2(at[u2(at[i] + 3)] + 3)));
        }
        return made.stream().allMatch(descriptor -> descriptor.matches(".*\\)Lscala/Function\\d+;"));
    }

    private int argument(int method, int index) {
        return u2(method + 4 + 2 * index);
    }

    private int integer(int method, int index) {
        return in.getInt(at[argument(method, index)] + 1);
    }

    /** The text of a constant; letters beyond ASCII, of which no name here has any, may come out otherwise. */
    private String text(int constant) {
        return new String(in.array(), at[constant] + 3, u2(at[constant] + 1), StandardCharsets.UTF_8);
    }

    private int u2(int from) {
        return in.getShort(from) & 0xffff;
    }
}
