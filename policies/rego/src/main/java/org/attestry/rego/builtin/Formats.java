package org.attestry.rego.builtin;

import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;

/** {@code sprintf} with the verbs and the complaints of Go's fmt package. */
final class Formats {
    /** Of a width or a precision, as in Go (fmt, {@code tooLarge}). */
    private static final int LARGEST = 1_000_000;

    private final BuiltinContext context;
    private final String format;
    private final RegoArray args;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    /** An argument was asked for by its number: what is left over is no complaint then. */
    private boolean reordered;

    private boolean goodNumber;

    private Formats(BuiltinContext context, String format, RegoArray args) {
        this.context = context;
        this.format = format;
        this.args = args;
    }

    static RegoString sprintf(BuiltinContext context, String format, RegoArray args) {
        var formats = new Formats(context, format, args);
        context.charge(format.length());
        formats.run();
        return RegoString.of(formats.out.toString());
    }

    private void run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') out.append(c);
            else if (!directive()) break;
        }
        if (!reordered && next < args.size()) extra();
    }

    private void extra() {
        out.append("%!(EXTRA ");
        for (int i = next; i < args.size(); i++) {
            if (i > next) out.append(", ");
            var arg = Formatted.of(args.get(i));
            out.append(arg.type()).append('=').append(arg.write('v', Directive.PLAIN));
        }
        out.append(')');
    }

    /** One directive behind its percent sign; false where the format ends before its verb. */
    private boolean directive() {
        goodNumber = true;
        var flags = flags();
        boolean numbered = number();
        int width;
        if (isAt('*')) {
            width = argument("%!(BADWIDTH)");
            numbered = false;
        } else {
            width = digits();
            if (numbered && width >= 0) goodNumber = false;
        }
        int precision = Directive.NONE;
        if (isAt('.') && at + 1 < format.length()) {
            at++;
            if (numbered) goodNumber = false;
            numbered = number();
            if (isAt('*')) {
                precision = precisionArgument();
                numbered = false;
            } else {
                precision = Math.max(digits(), 0);
            }
        }
        if (!numbered) number();
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return false;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        write(verb, Directive.of(flags, width, precision));
        return true;
    }

    private void write(int verb, Directive directive) {
        if (verb == '%') {
            out.append('%');
        } else if (!goodNumber) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= args.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            context.charge(directive.width() + Math.max(directive.precision(), 0));
            var text = Formatted.of(args.get(next++)).write(verb, directive.forVerb(verb));
            context.charge(text.length());
            out.append(text);
        }
    }

    private String flags() {
        int start = at;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) at++;
        return format.substring(start, at);
    }

    /** The number of an argument in brackets, counted from one; true where there was a good one. */
    private boolean number() {
        if (!isAt('[')) return false;
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0) {
            at++;
            goodNumber = false;
            return false;
        }
        var inside = format.substring(at + 1, close);
        at = close + 1;
        if (!inside.matches("[0-9]{1,7}")) {
            goodNumber = false;
            return false;
        }
        int number = Integer.parseInt(inside);
        if (number < 1 || number > args.size()) goodNumber = false;
        else next = number - 1;
        return true;
    }

    private boolean isAt(char c) {
        return at < format.length() && format.charAt(at) == c;
    }

    /** What {@code *} takes from the arguments. */
    private int argument(String complaint) {
        at++;
        if (next < args.size()
                && args.get(next++) instanceof RegoNumber n
                && n.isSmall()
                && Math.abs(n.smallValue()) <= LARGEST) return n.intValue();
        out.append(complaint);
        return Directive.NONE;
    }

    private int precisionArgument() {
        int precision = argument("%!(BADPREC)");
        if (precision >= 0 || precision == Directive.NONE) return precision;
        out.append("%!(BADPREC)");
        return Directive.NONE;
    }

    private int digits() {
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') at++;
        if (start == at) return Directive.NONE;
        int given = at - start <= 7 ? Integer.parseInt(format.substring(start, at)) : Integer.MAX_VALUE;
        if (given <= LARGEST) return given;
        at = format.length();
        return Directive.NONE;
    }
}
