package org.attestry.agent.edl;

/**
 * A type as written: a base, the number of stars behind it, and whether what it points to is constant.
 *
 * <p>Array dimensions belong to the declaration, not to the type.
 */
record EdlType(boolean constant, Base base, int pointers) {
    /** What stands before the stars. */
    sealed interface Base {
        /** The spelling in C. */
        String c();
    }

    record Nothing() implements Base {
        @Override
        public String c() {
            return "void";
        }
    }

    /** A number of C or of stdint.h. */
    record Basic(String c, boolean integer) implements Base {}

    /** {@code struct X}, {@code union X} or {@code enum X}. */
    record Tagged(String tag, String name) implements Base {
        @Override
        public String c() {
            return tag + " " + name;
        }
    }

    /** A name that an included header defines. */
    record Foreign(String c) implements Base {}

    boolean isVoid() {
        return base instanceof Nothing && pointers == 0;
    }

    boolean isInteger() {
        return pointers == 0 && ((base instanceof Basic(var _, var integer) && integer) || base instanceof Foreign);
    }

    /** The type as C writes it in a declaration, ready for a name. */
    String declared() {
        return (constant ? "const " : "") + base.c() + " " + "*".repeat(pointers);
    }

    /** The type of a variable that holds such a value. */
    String plain() {
        return pointers == 0 ? base.c() : declared().strip();
    }
}
