package org.attestry.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * YAML as the Go library of OPA has it: mostly version 1.1, where {@code yes} is true and {@code 010} is eight, and of it
 * what JSON could say as well.
 */
final class GoYaml {
    private static final int MOST_NODES = 1 << 20;
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NO_NUMBER = Pattern.compile("[+-]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER = Pattern.compile("(?i)[+-]?(0x[0-9a-f]+|0b[01]+|0o?[0-7]+|0|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            + "([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?)?");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    /** Keys as Go's library sorts them: letters behind what is none, and runs of digits by their number. */
    private static final Comparator<String> NATURAL = (a, b) -> {
        int[] x = a.codePoints().toArray();
        int[] y = b.codePoints().toArray();
        int i = 0;
        while (i < x.length && i < y.length && x[i] == y[i]) i++;
        if (i == x.length || i == y.length) return Integer.compare(x.length, y.length);
        boolean xLetter = Character.isLetter(x[i]);
        boolean yLetter = Character.isLetter(y[i]);
        if (xLetter && yLetter) return Integer.compare(x[i], y[i]);
        if (xLetter || yLetter) return xLetter ? 1 : -1;
        return byDigits(x, y, i);
    };

    private int nodes;

    private GoYaml() {}

    /**
     * Reads the first document of a text.
     *
     * @throws BuiltinFailure where there is none, or JSON could not say it
     */
    static RegoValue read(String text) {
        var settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(1 << 20)
                .build();
        try {
            var documents = BoundedYaml.composer(settings, text);
            return documents.hasNext() ? new GoYaml().value(documents.next(), 0) : RegoNull.NULL;
        } catch (YamlEngineException e) {
            throw Yaml.failure(e);
        }
    }

    private RegoValue value(Node node, int depth) {
        if (++nodes > MOST_NODES) throw BuiltinFailure.of("yaml: document is too large");
        // The composer knows no level that an alias adds.
        if (depth > BoundedYaml.DEEPEST) throw BoundedYaml.tooDeep();
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                var array = Building.array(sequence.getValue().size());
                for (var item : sequence.getValue()) Building.append(array, value(item, depth + 1));
                yield array;
            }
            case MappingNode mapping -> {
                var object = Building.object(mapping.getValue().size());
                for (var tuple : mapping.getValue()) entry(tuple, object, depth + 1);
                yield object;
            }
            default -> throw BuiltinFailure.of("yaml: unknown node");
        };
    }

    /** The last of several entries with one key counts; a merge key brings all entries of what it is given. */
    private void entry(NodeTuple tuple, RegoObject into, int depth) {
        var value = value(tuple.getValueNode(), depth);
        boolean merges = tuple.getKeyNode() instanceof ScalarNode key
                && key.isPlain()
                && key.getValue().equals("<<");
        if (!merges) {
            Building.put(into, Args.of(key(value(tuple.getKeyNode(), depth))), value);
        } else if (value instanceof RegoArray many) {
            for (int i = many.size() - 1; i >= 0; i--)
                Args.object(many.get(i)).forEach((k, v) -> Building.put(into, k, v));
        } else {
            Args.object(value).forEach((k, v) -> Building.put(into, k, v));
        }
    }

    private static String key(RegoValue key) {
        return switch (key) {
            case RegoString s -> s.value();
            case RegoBoolean b -> b.toString();
            case RegoNumber n -> number(n);
            case RegoNull _, RegoArray _, RegoObject _, RegoSet _ ->
                throw BuiltinFailure.of("yaml: unsupported map key of type " + key.typeName());
        };
    }

    private static RegoValue scalar(ScalarNode scalar) {
        var text = scalar.getValue();
        // As go-yaml, which knows no half characters: they would be unequal here and one and the same in UTF-8.
        if (text.codePoints().anyMatch(Encodings::isHalf))
            throw BuiltinFailure.of("yaml: found invalid Unicode character escape code");
        if (!scalar.isPlain()) return Args.of(text);
        if (NO_NUMBER.matcher(text).matches()) throw BuiltinFailure.of("yaml: unsupported value: " + text);
        var resolved = resolved(text);
        return resolved == null ? Args.of(text) : resolved;
    }

    /** What plain text stands for; null where it is but text. */
    private static @Nullable RegoValue resolved(String text) {
        if (NULL.contains(text)) return RegoNull.NULL;
        if (TRUE.contains(text)) return RegoBoolean.TRUE;
        if (FALSE.contains(text)) return RegoBoolean.FALSE;
        boolean numeric = "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        if (!numeric) return null;
        var plain = text.startsWith(".") ? text : text.replace("_", "");
        if (INTEGER.matcher(plain).matches()) {
            var whole = integer(plain);
            boolean fits = whole.bitLength() < 64 || (whole.signum() > 0 && whole.bitLength() == 64);
            if (fits) return RegoNumber.of(whole);
        }
        if (!FLOAT.matcher(plain).matches()) return null;
        double real = Double.parseDouble(plain);
        if (Double.isInfinite(real)) return null;
        return RegoNumber.of(new BigDecimal(Double.toString(real)));
    }

    private static BigInteger integer(String text) {
        var digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        var lower = digits.toLowerCase(Locale.ROOT);
        int radix = lower.startsWith("0x") ? 16 : lower.startsWith("0b") ? 2 : lower.startsWith("0") ? 8 : 10;
        boolean prefixed = lower.length() > 1 && "xbo".indexOf(lower.charAt(1)) >= 0;
        var value = new BigInteger(prefixed ? lower.substring(2) : lower, radix);
        return text.startsWith("-") ? value.negate() : value;
    }

    static String write(RegoValue value) {
        var settings = DumpSettings.builder()
                .setSchema(new FailsafeSchema())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(0)
                .build();
        var out = new StringBuilder();
        new Dump(settings).dumpNode(node(value), new Writer(out));
        return out.toString();
    }

    private record Writer(StringBuilder out) implements StreamDataWriter {
        @Override
        public void write(String text) {
            out.append(text);
        }

        @Override
        public void write(String text, int offset, int length) {
            out.append(text, offset, offset + length);
        }
    }

    private static Node node(RegoValue value) {
        return switch (value) {
            case RegoNull _, RegoBoolean _ -> plain(value.toString());
            case RegoNumber n -> plain(number(n));
            case RegoString s -> text(s.value());
            case RegoArray array -> sequence(array);
            case RegoSet set -> sequence(set);
            case RegoObject object -> {
                var entries = new ArrayList<NodeTuple>();
                var sorted = GoJson.byText(object);
                sorted.keySet().stream().map(RegoString::value).sorted(NATURAL).forEach(key -> {
                    var item = sorted.get(Args.of(key));
                    if (item != null) entries.add(new NodeTuple(text(key), node(item)));
                });
                yield new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
            }
        };
    }

    private static SequenceNode sequence(Iterable<RegoValue> items) {
        var nodes = new ArrayList<Node>();
        for (var item : items) nodes.add(node(item));
        return new SequenceNode(Tag.SEQ, nodes, FlowStyle.BLOCK);
    }

    private static ScalarNode plain(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    /** Text that would be read as something else is put in double quotes. */
    private static ScalarNode text(String text) {
        boolean other = NULL.contains(text)
                || resolved(text) != null
                || NO_NUMBER.matcher(text).matches()
                || text.equals("<<")
                || TIMESTAMP.matcher(text).matches()
                || SEXAGESIMAL.matcher(text).matches();
        var style =
                text.indexOf('\n') >= 0 ? ScalarStyle.LITERAL : other ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, text, style);
    }

    /** Integers of 64 bits are themselves, everything else is a float. */
    private static String number(RegoNumber number) {
        if (number.isWrittenAsInteger()) {
            var whole = number.bigIntegerValue();
            if (whole.bitLength() < 64 || (whole.signum() > 0 && whole.bitLength() == 64)) return whole.toString();
        }
        return GoFloat.general(number.doubleValue(), -1);
    }

    private static int byDigits(int[] x, int[] y, int from) {
        var lead = from > 0 && (x[from] == '0' || y[from] == '0') && digitsBefore(x, from) ? "1" : "0";
        var left = run(x, from);
        var right = run(y, from);
        int order = new BigInteger(lead + left).compareTo(new BigInteger(lead + right));
        if (order != 0) return order;
        if (left.length() != right.length()) return Integer.compare(left.length(), right.length());
        return Integer.compare(x[from], y[from]);
    }

    private static boolean digitsBefore(int[] points, int end) {
        for (int i = end - 1; i >= 0 && Character.isDigit(points[i]); i--) if (points[i] != '0') return true;
        return false;
    }

    private static String run(int[] points, int from) {
        var digits = new StringBuilder();
        for (int i = from; i < points.length && points[i] >= '0' && points[i] <= '9'; i++)
            digits.appendCodePoint(points[i]);
        return digits.toString();
    }
}
