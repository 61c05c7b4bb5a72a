package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** UUIDs; new ones are derived from the time and the key, so that an evaluation can be repeated. */
final class Ids {
    /** Ticks of 100 ns from 1582-10-15, where UUIDs count from, to 1970. */
    private static final BigInteger GREGORIAN = BigInteger.valueOf(122_192_928_000_000_000L);

    private Ids() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "uuid.rfc4122",
                        "string -> string",
                        (c, a) -> Args.of(c.<String>once("uuid " + text(a[0]), key -> made(c, key)))),
                Builtin.of("uuid.parse", "string -> object", (c, a) -> parse(text(a[0]))),
                Builtin.of(
                        "rand.intn",
                        "string, number -> number",
                        (c, a) -> random(c, text(a[0]), BigInteger.valueOf(Args.index(a[1])))));
    }

    private static String made(BuiltinContext context, String key) {
        var hash = HexFormat.of()
                .parseHex(Hashes.hex("SHA-256", (context.now() + " " + key).getBytes(StandardCharsets.UTF_8)));
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        var hex = HexFormat.of().formatHex(hash, 0, 16);
        return dashed(hex);
    }

    private static String dashed(String hex) {
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }

    private static RegoValue random(BuiltinContext context, String key, BigInteger bound) {
        if (bound.signum() == 0) return Args.of(0);
        var limit = bound.abs();
        var hash = context.<String>once(
                "rand " + key + " " + limit,
                k -> Hashes.hex("SHA-256", (context.now() + " " + k).getBytes(StandardCharsets.UTF_8)));
        return RegoNumber.of(new BigInteger(hash, 16).mod(limit));
    }

    private static @Nullable RegoValue parse(String text) {
        var hex = hex(text);
        if (hex == null) return null;
        var uuid = UUID.fromString(dashed(hex));
        var parts = Building.object(8);
        Building.put(parts, Args.of("version"), Args.of(uuid.version()));
        Building.put(parts, Args.of("variant"), Args.of(variant(uuid)));
        if (uuid.version() == 1 || uuid.version() == 2) clocked(hex, uuid.version(), parts);
        return parts;
    }

    private static @Nullable String hex(String text) {
        var bare = text;
        if (bare.toLowerCase(Locale.ROOT).startsWith("urn:uuid:")) bare = bare.substring(9);
        if (bare.length() == 38) bare = bare.substring(1, 37); // around braces, which nobody looks at
        if (bare.matches("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"))
            return bare.replace("-", "").toLowerCase(Locale.ROOT);
        return bare.matches("[0-9a-fA-F]{32}") ? bare.toLowerCase(Locale.ROOT) : null;
    }

    private static String variant(UUID uuid) {
        int top = (int) (uuid.getLeastSignificantBits() >>> 61);
        return top < 4 ? "Reserved" : top < 6 ? "RFC4122" : top == 6 ? "Microsoft" : "Future";
    }

    private static void clocked(String hex, int version, RegoObject parts) {
        long high = Long.parseLong(hex.substring(12, 16), 16) & 0x0fff;
        long low = Long.parseLong(hex.substring(0, 8), 16);
        long middle = Long.parseLong(hex.substring(8, 12), 16);
        var ticks = BigInteger.valueOf(high)
                .shiftLeft(48)
                .add(BigInteger.valueOf(middle).shiftLeft(32))
                .add(BigInteger.valueOf(low));
        Building.put(
                parts, Args.of("time"), RegoNumber.of(ticks.subtract(GREGORIAN).multiply(BigInteger.valueOf(100))));
        Building.put(parts, Args.of("clocksequence"), Args.of(Long.parseLong(hex.substring(16, 20), 16) & 0x3fff));
        Building.put(parts, Args.of("nodeid"), Args.of(node(hex)));
        Building.put(parts, Args.of("macvariables"), Args.of(kind(Integer.parseInt(hex.substring(20, 22), 16))));
        if (version == 2) {
            Building.put(parts, Args.of("id"), Args.of(low));
            Building.put(parts, Args.of("domain"), Args.of(domain(Integer.parseInt(hex.substring(18, 20), 16))));
        }
    }

    private static String node(String hex) {
        return String.join(
                "-",
                hex.substring(20, 22),
                hex.substring(22, 24),
                hex.substring(24, 26),
                hex.substring(26, 28),
                hex.substring(28, 30),
                hex.substring(30, 32));
    }

    private static String kind(int firstByte) {
        var administered = (firstByte & 2) == 0 ? "global" : "local";
        return administered + ":" + ((firstByte & 1) == 0 ? "unicast" : "multicast");
    }

    private static String domain(int number) {
        return switch (number) {
            case 0 -> "Person";
            case 1 -> "Group";
            case 2 -> "Org";
            default -> "Domain" + number;
        };
    }
}
