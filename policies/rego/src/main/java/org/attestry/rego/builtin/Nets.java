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
import org.jspecify.annotations.Nullable;

/** IP ranges, without ever asking the network. */
final class Nets {
    /** Where the addresses of IPv4 stand among those of IPv6. */
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff).shiftLeft(32);

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
                                (c, a) -> matches(c, a[0], a[1]))
                        .unchecked(),
                Builtin.of("net.cidr_expand", "string -> set[string]", (c, a) -> expand(c, Range.parse(text(a[0])))),
                Builtin.of(
                        "net.cidr_merge",
                        "array[string]|set[string] -> set[string]",
                        (c, a) -> merge(c, Args.elements(a[0]))),
                Builtin.of("net.cidr_is_valid", "any -> boolean", (c, a) -> Args.of(isValid(a[0]))));
    }

    /** Addresses from {@code first} to {@code last}; {@code bits} is 32 or 128. */
    private record Range(BigInteger first, BigInteger last, int bits) {
        static Range parse(String cidr) {
            int slash = cidr.indexOf('/');
            if (slash < 0) throw BuiltinFailure.of("invalid CIDR address: " + cidr);
            var address = written(cidr.substring(0, slash), cidr);
            var length = cidr.substring(slash + 1);
            if (!length.matches("[0-9]{1,7}") || Integer.parseInt(length) > address.bits)
                throw BuiltinFailure.of("invalid CIDR address: " + cidr);
            return address.network(address.bits - Integer.parseInt(length)).narrowed();
        }

        static Range address(String text, String whole) {
            return written(text, whole).narrowed();
        }

        private static Range written(String text, String whole) {
            boolean six = text.indexOf(':') >= 0;
            boolean plausible =
                    six ? text.matches("[0-9a-fA-F:.]+") : text.matches("(?:(?:0|[1-9][0-9]{0,2})(?:[.]|$)){4}");
            if (!plausible || text.endsWith(".")) throw BuiltinFailure.of("invalid CIDR address: " + whole);
            try {
                var bytes = InetAddress.getByName(text).getAddress();
                var value = new BigInteger(1, bytes);
                if (six && bytes.length == 4) value = value.add(MAPPED);
                return new Range(value, value, six ? 128 : 32);
            } catch (UnknownHostException e) {
                throw BuiltinFailure.of("invalid CIDR address: " + whole);
            }
        }

        /** All addresses that differ in the last bits only. */
        Range network(int host) {
            var start = first.shiftRight(host).shiftLeft(host);
            return new Range(start, start.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE), bits);
        }

        /** Addresses of IPv4 written as those of IPv6 are the same to Go. */
        private Range narrowed() {
            boolean mapped = bits == 128
                    && first.shiftRight(32).equals(MAPPED.shiftRight(32))
                    && last.shiftRight(32).equals(MAPPED.shiftRight(32));
            return mapped ? new Range(first.subtract(MAPPED), last.subtract(MAPPED), 32) : this;
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
            case RegoNull _, RegoBoolean _, RegoNumber _ -> {} // nothing is contained in what is no collection
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

    /** A range to be merged; one that is not is shown as it was written. */
    private record Block(Range range, @Nullable String written) {
        static Block of(RegoValue cidr) {
            if (!(cidr instanceof RegoString s)) throw BuiltinFailure.of("net.cidr_merge: element must be string");
            if (s.value().indexOf('/') >= 0) return new Block(Range.parse(s.value()), null);
            var address = Range.address(s.value(), s.value());
            if (address.bits == 128) throw BuiltinFailure.of("net.cidr_merge: IPv6 invalid: needs prefix length");
            int host = classful(address.first.shiftRight(24).intValue());
            return new Block(address.network(host), address.text(address.first) + "/" + (32 - host));
        }

        BigInteger first() {
            return range.first;
        }

        boolean touches(Block next) {
            return range.bits == next.range.bits && next.range.first.compareTo(range.last.add(BigInteger.ONE)) <= 0;
        }

        Block with(Block next) {
            return new Block(new Range(range.first, range.last.max(next.range.last), range.bits), null);
        }
    }

    private static RegoSet merge(BuiltinContext context, List<RegoValue> cidrs) {
        context.charge(cidrs.size() * 8L);
        var blocks = new ArrayList<Block>();
        for (var cidr : cidrs) blocks.add(Block.of(cidr));
        blocks.sort(Comparator.comparingInt((Block block) -> block.range.bits).thenComparing(Block::first));
        var joined = new ArrayList<Block>();
        for (var block : blocks) {
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || !last.touches(block)) joined.add(block);
            else joined.set(joined.size() - 1, last.with(block));
        }
        var found = Building.set(joined.size());
        for (var block : joined) {
            if (block.written == null) cut(block.range, found);
            else Building.add(found, Args.of(block.written));
        }
        return found;
    }

    /** The host bits of an address without a length, by its class (RFC 791); what is beyond C is as C. */
    private static int classful(int firstByte) {
        return firstByte < 128 ? 24 : firstByte < 192 ? 16 : 8;
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
