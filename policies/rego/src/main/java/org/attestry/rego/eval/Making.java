package org.attestry.rego.eval;

import org.attestry.rego.ast.Loc;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoValue;
import org.attestry.rego.value.Shape;
import org.jspecify.annotations.Nullable;

/** The statements that make collections and add to them; what is added is paid for first. */
final class Making {
    private Making() {}

    static final class MakeArray extends Node {
        private final int capacity;
        private final int target;

        MakeArray(int capacity, int target) {
            this.capacity = capacity;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[target] = Building.array(capacity);
            return NEXT;
        }
    }

    static final class MakeObject extends Node {
        private final int target;

        MakeObject(int target) {
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[target] = Building.object(4);
            return NEXT;
        }
    }

    static final class MakeSet extends Node {
        private final int target;

        MakeSet(int target) {
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[target] = Building.set(4);
            return NEXT;
        }
    }

    static final class ArrayAppend extends Node {
        private final Slot value;
        private final int array;

        ArrayAppend(Slot value, int array) {
            this.value = value;
            this.array = array;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var item = (RegoValue) value.get(frame);
            if (item == null || !(frame[array] instanceof RegoArray into)) return UNDEFINED;
            run.makeOne();
            Building.append(into, item);
            return NEXT;
        }
    }

    static final class SetAdd extends Node {
        private final Slot value;
        private final int set;

        SetAdd(Slot value, int set) {
            this.value = value;
            this.set = set;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var item = (RegoValue) value.get(frame);
            if (item == null || !(frame[set] instanceof RegoSet into)) return UNDEFINED;
            run.makeOne();
            Building.add(into, item);
            return NEXT;
        }
    }

    /** An object of names that the policy gives, made at once. Where a value is missing it is made one by one. */
    static final class MakeRecord extends Node {
        private final Shape shape;
        private final Slot[] values;
        private final int target;
        private final Node oneByOne;

        MakeRecord(Shape shape, Slot[] values, int target, Node oneByOne) {
            this.shape = shape;
            this.values = values;
            this.target = target;
            this.oneByOne = oneByOne;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var taken = new RegoValue[values.length];
            for (int i = 0; i < taken.length; i++) {
                var value = (RegoValue) values[i].get(frame);
                if (value == null) return oneByOne.run(frame, run);
                taken[i] = value;
            }
            for (int i = 0; i < taken.length; i++) run.makeOne();
            frame[target] = shape.object(taken);
            return NEXT;
        }
    }

    static final class ObjectInsert extends Node {
        private final Slot key;
        private final Slot value;
        private final int object;

        ObjectInsert(Slot key, Slot value, int object) {
            this.key = key;
            this.value = value;
            this.object = object;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var k = (RegoValue) key.get(frame);
            var v = (RegoValue) value.get(frame);
            if (k == null || v == null || !(frame[object] instanceof RegoObject into)) return UNDEFINED;
            run.makeOne();
            Building.put(into, k, v);
            return NEXT;
        }
    }

    static final class ObjectInsertOnce extends Node {
        private final Slot key;
        private final Slot value;
        private final int object;
        private final Loc loc;

        ObjectInsertOnce(Slot key, Slot value, int object, Loc loc) {
            this.key = key;
            this.value = value;
            this.object = object;
            this.loc = loc;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var k = (RegoValue) key.get(frame);
            var v = (RegoValue) value.get(frame);
            if (k == null || v == null) return UNDEFINED;
            if (!(frame[object] instanceof RegoObject into)) throw Run.conflict(loc, "object keys must be unique");
            var before = into.get(k);
            if (before != null && !before.equals(v)) throw Run.conflict(loc, "object keys must be unique");
            run.makeOne();
            if (before == null) Building.put(into, k, v);
            return NEXT;
        }
    }

    static final class ObjectMerge extends Node {
        private final int a;
        private final int b;
        private final int target;

        ObjectMerge(int a, int b, int target) {
            this.a = a;
            this.b = b;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            if (!(frame[a] instanceof RegoValue under) || !(frame[b] instanceof RegoValue over)) return UNDEFINED;
            run.charge(under instanceof RegoObject object ? object.size() : 1);
            frame[target] = Access.merge(under, over);
            return NEXT;
        }
    }
}
