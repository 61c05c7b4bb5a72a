package org.attestry.rego.eval;

import org.jspecify.annotations.Nullable;

/**
 * A statement, ready to run.
 *
 * <p>The answer says how to go on: {@link #NEXT} with the next statement, a positive number to leave that many blocks,
 * {@link #RETURN} to leave the function. To be undefined is to leave one block.
 */
interface Node {
    int NEXT = 0;
    int UNDEFINED = 1;
    int RETURN = -1;

    int run(@Nullable Object[] frame, Run run);
}
