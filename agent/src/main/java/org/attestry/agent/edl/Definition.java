package org.attestry.agent.edl;

import java.util.List;

/** A type that an EDL file defines. */
sealed interface Definition {
    String name();

    Position at();

    /** {@code tag} is struct or union. */
    record Compound(String tag, String name, List<Declaration> members, Position at) implements Definition {}

    /** An enum; its name is empty if it has none. */
    record Enumeration(String name, List<Constant> constants, Position at) implements Definition {}

    /** A constant of an enum; {@code value} is what stands behind the equals sign, empty if nothing does. */
    record Constant(String name, String value) {}
}
