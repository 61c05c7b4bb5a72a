package org.attestry.verifier.snp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of processors that AMD keeps a root key for; each has its own layout of security versions and its own length of chip
 * identifier.
 */
public enum Product {
    MILAN("Milan", 64),
    /** Genoa, Bergamo and Siena. */
    GENOA("Genoa", 64),
    TURIN("Turin", 8);

    private static final int ZEN3_ZEN4 = 0x19;
    private static final int ZEN5 = 0x1a;

    private final String display;
    private final int hardwareIdSize;

    Product(String display, int hardwareIdSize) {
        this.display = display;
        this.hardwareIdSize = hardwareIdSize;
    }

    /** The name as AMD writes it, in certificates and URLs. */
    public String display() {
        return display;
    }

    /** Octets of the hardware identifier in a VCEK; the rest of CHIP_ID is zero. */
    public int hardwareIdSize() {
        return hardwareIdSize;
    }

    /** How a TCB_VERSION of this product is laid out. */
    public TcbLayout layout() {
        return this == TURIN ? TcbLayout.WITH_FMC : TcbLayout.CLASSIC;
    }

    /** The common name of the root key's certificate. */
    public String rootName() {
        return "ARK-" + display;
    }

    /** The product with these combined CPUID family and model numbers (AMD processor programming references). */
    static Optional<Product> ofCpuid(int family, int model) {
        return switch (family) {
            case ZEN3_ZEN4 -> ofModel(model);
            case ZEN5 -> model <= 0x1f ? Optional.of(TURIN) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Product> ofModel(int model) {
        return switch (model >> 4) {
            case 0x0 -> Optional.of(MILAN);
            case 0x1, 0xa -> Optional.of(GENOA);
            default -> Optional.empty();
        };
    }

    /** The product that a product name extension names, f.e. {@code Milan-B0}: what stands before the stepping. */
    static Optional<Product> ofExtension(String name) {
        var line = name.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return List.of(values()).stream()
                .filter(product -> product.display.toLowerCase(Locale.ROOT).equals(line))
                .findFirst();
    }

    /** The product whose issuing certificates have the common name {@code name}. */
    static Optional<Product> ofIssuer(String name) {
        return Arrays.stream(values())
                .filter(product -> Arrays.stream(KeyKind.values())
                        .anyMatch(kind -> kind.issuerName(product).equals(name)))
                .findFirst();
    }
}
