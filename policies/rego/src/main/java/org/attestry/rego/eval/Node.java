package org.attestry.rego.eval;

import org.jspecify.annotations.Nullable;

/**
 * A statement, ready to run.
 *
 * <p>The answer says how to go on: {@link #NEXT} with the next statement, a positive number to leave that many blocks,
 * {@link #RETURN} to leave the function. To be undefined is to leave one block.
 *
 * <p>A class, because there are many kinds of statements: the JVM finds the method of one of many classes at once, but
 * has to search for that of one of many implementations of an interface.
 */
abstract class Node {
    static final int NEXT = 0;
    static final int UNDEFINED = 1;
    static final int RETURN = -1;

    abstract int run(@Nullable Object[] frame, Run run);

    /** What a test answers. */
    static int holds(boolean holds) {
        return holds ? NEXT : UNDEFINED;
    }

    /** Puts what was found into a local: the statement is undefined where nothing was. */
    static int found(@Nullable Object[] frame, int target, @Nullable Object value) {
        frame[target] = value;
        return value == null ? UNDEFINED : NEXT;
    }

    /** What an enclosing statement answers when a block inside of it gave {@code answer}. */
    static int outward(int answer) {
        return answer > 0 ? answer - 1 : answer;
    }
}
