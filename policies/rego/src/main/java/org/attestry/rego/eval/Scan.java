package org.attestry.rego.eval;

import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.jspecify.annotations.Nullable;

/** Runs a block for each element of a collection, in order. */
final class Scan extends Node {
    private final int source;
    private final int key;
    private final int value;
    private final Node block;

    Scan(int source, int key, int value, Node block) {
        this.source = source;
        this.key = key;
        this.value = value;
        this.block = block;
    }

    @Override
    int run(@Nullable Object[] frame, Run run) {
        return switch (frame[source]) {
            case RegoArray array -> array(array, frame, run);
            case RegoObject object -> object(object, frame, run);
            case RegoSet set -> set(set, frame, run);
            case null, default -> NEXT;
        };
    }

    private int array(RegoArray array, @Nullable Object[] frame, Run run) {
        for (int i = 0; i < array.size(); i++) {
            run.step();
            frame[key] = RegoNumber.of(i);
            frame[value] = array.get(i);
            int answer = block.run(frame, run);
            if (answer != NEXT && answer != UNDEFINED) return outward(answer);
        }
        return NEXT;
    }

    private int object(RegoObject object, @Nullable Object[] frame, Run run) {
        for (int i = 0; i < object.size(); i++) {
            run.step();
            frame[key] = object.sortedKey(i);
            frame[value] = object.sortedValue(i);
            int answer = block.run(frame, run);
            if (answer != NEXT && answer != UNDEFINED) return outward(answer);
        }
        return NEXT;
    }

    private int set(RegoSet set, @Nullable Object[] frame, Run run) {
        for (var item : set) {
            run.step();
            frame[key] = item;
            frame[value] = item;
            int answer = block.run(frame, run);
            if (answer != NEXT && answer != UNDEFINED) return outward(answer);
        }
        return NEXT;
    }
}
