package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** IP ranges, without ever asking the network. */
final class Nets {
    private Nets() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "net.cidr_contains",
                        "string, string -> boolean",
                        (c, a) -> Args.of(contains(text(a[0]), text(a[1])))),
                Builtin.of(
                        "net.cidr_overlap",
                        "string, string -> boolean",
                        (c, a) -> Args.of(contains(text(a[0]), text(a[1])))),
                Builtin.of(
                        "net.cidr_intersects",
                        "string, string -> boolean",
                        (c, a) -> Args.of(intersects(Range.parse(text(a[0])), Range.parse(text(a[1]))))),
                Builtin.of(
                        "net.cidr_contains_matches",
                        "string|array|set|object, string|array|set|object -> set[array]",
                        (c, a) -> matches(c, a[0], a[1])),
                Builtin.of("net.cidr_expand", "string -> set[string]", (c, a) -> expand(c, Range.parse(text(a[0])))),
                Builtin.of(
                        "net.cidr_merge",
                        "array[string]|set[string] -> set[string]",
                        (c, a) -> merge(c, Args.texts(a[0]))),
                Builtin.of("net.cidr_is_valid", "any -> boolean", (c, a) -> Args.of(isValid(a[0]))));
    }

    /** Addresses from {@code first} to {@code last}; {@code bits} is 32 or 128. */
    private record Range(BigInteger first, BigInteger last, int bits) {
        static Range parse(String cidr) {
            int slash = cidr.indexOf('/');
            if (slash < 0) throw BuiltinFailure.of("invalid CIDR address: " + cidr);
            var address = address(cidr.substring(0, slash), cidr);
            var length = cidr.substring(slash + 1);
            if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > address.bits)
                throw BuiltinFailure.of("invalid CIDR address: " + cidr);
            int host = address.bits - Integer.parseInt(length);
            var start = address.first.shiftRight(host).shiftLeft(host);
            return new Range(start, start.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE), address.bits);
        }

        static Range address(String text, String whole) {
            boolean six = text.indexOf(':') >= 0;
            boolean plausible =
                    six ? text.matches("[0-9a-fA-F:.]+") : text.matches("(?:(?:0|[1-9][0-9]{0,2})(?:[.]|$)){4}");
            if (!plausible || text.endsWith(".")) throw BuiltinFailure.of("invalid CIDR address: " + whole);
            try {
                var bytes = InetAddress.getByName(text).getAddress();
                int bits = six ? 128 : 32;
                var value = new BigInteger(1, bytes);
                if (six && bytes.length == 4)
                    value = value.add(BigInteger.valueOf(0xffff).shiftLeft(32));
                return new Range(value, value, bits);
            } catch (UnknownHostException e) {
                throw BuiltinFailure.of("invalid CIDR address: " + whole);
            }
        }

        boolean covers(Range other) {
            return bits == other.bits && first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
        }

        String text(BigInteger address) {
            var bytes = new byte[bits / 8];
            var raw = address.toByteArray();
            int length = Math.min(raw.length, bytes.length);
            System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
            return bits == 32
                    ? "%d.%d.%d.%d".formatted(bytes[0] & 255, bytes[1] & 255, bytes[2] & 255, bytes[3] & 255)
                    : Ipv6.text(bytes);
        }
    }

    private static boolean contains(String cidr, String other) {
        var range = Range.parse(cidr);
        return range.covers(other.indexOf('/') < 0 ? Range.address(other, other) : Range.parse(other));
    }

    private static boolean intersects(Range a, Range b) {
        return a.bits == b.bits && a.first.compareTo(b.last) <= 0 && b.first.compareTo(a.last) <= 0;
    }

    private static boolean isValid(RegoValue value) {
        if (!(value instanceof RegoString s)) return false;
        try {
            return Range.parse(s.value()).bits > 0;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    private record Named(RegoValue name, String cidr) {}

    private static RegoSet matches(BuiltinContext context, RegoValue cidrs, RegoValue addresses) {
        var found = Building.set(4);
        var inner = named(addresses, 2);
        for (var outer : named(cidrs, 1)) {
            for (var one : inner) {
                context.charge(4);
                if (contains(outer.cidr, one.cidr)) Building.add(found, RegoArray.of(outer.name, one.name));
            }
        }
        return found;
    }

    private static List<Named> named(RegoValue value, int operand) {
        var list = new ArrayList<Named>();
        switch (value) {
            case RegoString s -> list.add(new Named(s, s.value()));
            case RegoArray array -> {
                for (int i = 0; i < array.size(); i++)
                    list.add(new Named(RegoNumber.of(i), element(array.get(i), operand)));
            }
            case RegoSet set -> {
                for (var item : set) list.add(new Named(item, element(item, operand)));
            }
            case RegoObject object -> object.forEach((key, item) -> list.add(new Named(key, element(item, operand))));
            case RegoNull _, RegoBoolean _, RegoNumber _ ->
                throw BuiltinFailure.of(
                        "net.cidr_contains_matches: operand " + operand + ": must be string or collection");
        }
        return list;
    }

    private static String element(RegoValue item, int operand) {
        if (item instanceof RegoString s) return s.value();
        if (item instanceof RegoArray array && array.size() > 0 && array.get(0) instanceof RegoString s)
            return s.value();
        throw BuiltinFailure.of(
                "net.cidr_contains_matches: operand " + operand + ": element must be string or non-empty array");
    }

    private static RegoSet expand(BuiltinContext context, Range range) {
        var count = range.last.subtract(range.first).add(BigInteger.ONE);
        context.charge(count.bitLength() > 40 ? 1L << 40 : count.longValue() * 8);
        var found = Building.set(count.intValue());
        for (var at = range.first; at.compareTo(range.last) <= 0; at = at.add(BigInteger.ONE))
            Building.add(found, Args.of(range.text(at)));
        return found;
    }

    private static RegoSet merge(BuiltinContext context, List<String> cidrs) {
        context.charge(cidrs.size() * 8L);
        var ranges = new ArrayList<Range>();
        for (var cidr : cidrs) ranges.add(mergeable(cidr));
        ranges.sort(Comparator.comparingInt(Range::bits).thenComparing(Range::first));
        var joined = new ArrayList<Range>();
        for (var range : ranges) {
            var last = joined.isEmpty() ? null : joined.getLast();
            boolean touches = last != null
                    && last.bits == range.bits
                    && range.first.compareTo(last.last.add(BigInteger.ONE)) <= 0;
            if (last == null || !touches) joined.add(range);
            else joined.set(joined.size() - 1, new Range(last.first, last.last.max(range.last), last.bits));
        }
        var found = Building.set(joined.size());
        for (var range : joined) cut(range, found);
        return found;
    }

    private static Range mergeable(String cidr) {
        if (cidr.indexOf('/') >= 0) return Range.parse(cidr);
        var address = Range.address(cidr, cidr);
        if (address.bits == 128) throw BuiltinFailure.of("net.cidr_merge: IPv6 invalid: needs prefix length");
        int host = classful(address.first.shiftRight(24).intValue());
        var start = address.first.shiftRight(host).shiftLeft(host);
        return new Range(start, start.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE), 32);
    }

    /** The host bits of an address without a length, by its class (RFC 791). */
    private static int classful(int firstByte) {
        return firstByte < 128 ? 24 : firstByte < 192 ? 16 : firstByte < 224 ? 8 : 0;
    }

    /** Cuts a range into the fewest networks. */
    private static void cut(Range range, RegoSet found) {
        var at = range.first;
        while (at.compareTo(range.last) <= 0) {
            int size = at.signum() == 0 ? range.bits : Math.min(at.getLowestSetBit(), range.bits);
            while (at.add(BigInteger.ONE.shiftLeft(size))
                            .subtract(BigInteger.ONE)
                            .compareTo(range.last)
                    > 0) size--;
            Building.add(found, Args.of(range.text(at) + "/" + (range.bits - size)));
            at = at.add(BigInteger.ONE.shiftLeft(size));
        }
    }
}
