package org.attestry.verifier.snp;

import java.util.List;

/**
 * Which octet of a TCB_VERSION says what, and which extension of a VCEK or VLEK has to say the same.
 *
 * <p>Reserved octets are compared too: AMD certifies them as {@code spl4} to {@code spl7}.
 *
 * @param components every octet of a TCB_VERSION, those with a meaning first
 */
public record TcbLayout(List<Component> components) {
    /** Milan and Genoa. */
    static final TcbLayout CLASSIC = new TcbLayout(List.of(
            new Component("bootloader", 0, 1),
            new Component("tee", 1, 2),
            new Component("snp", 6, 3),
            new Component("microcode", 7, 8),
            new Component("spl4", 2, 4),
            new Component("spl5", 3, 5),
            new Component("spl6", 4, 6),
            new Component("spl7", 5, 7)));
    /** Turin: the firmware of the microcontroller comes first, and everything else but microcode moves. */
    static final TcbLayout WITH_FMC = new TcbLayout(List.of(
            new Component("fmc", 0, 9),
            new Component("bootloader", 1, 1),
            new Component("tee", 2, 2),
            new Component("snp", 3, 3),
            new Component("microcode", 7, 8),
            new Component("spl5", 4, 5),
            new Component("spl6", 5, 6),
            new Component("spl7", 6, 7)));

    private static final String ARC = "1.3.6.1.4.1.3704.1.3.";

    public TcbLayout {
        components = List.copyOf(components);
    }

    /** Whether {@code oid} is the extension of one of the components, or of no security version at all. */
    boolean places(String oid) {
        return !oid.startsWith(ARC)
                || components.stream().anyMatch(component -> component.oid().equals(oid));
    }

    /**
     * A security version.
     *
     * @param name as in claims
     * @param octet its place in the eight octets
     * @param arc the last arc of its extension
     */
    public record Component(String name, int octet, int arc) {
        /** The object identifier of its extension. */
        public String oid() {
            return ARC + arc;
        }

        /** Whether it has a meaning; reserved ones are compared and not told. */
        boolean named() {
            return !name.startsWith("spl");
        }
    }
}
