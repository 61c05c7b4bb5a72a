package org.attestry.verifier;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a claim can hold, as its verifier declares it: what does not fit is in no acceptance, and nobody need wait for it. Known to be
 * absent fits everywhere.
 */
public sealed interface ClaimShape {
    /** Any text. */
    record Text() implements ClaimShape {}

    /** One of these words. */
    record Word(List<String> words) implements ClaimShape {
        public Word {
            words = List.copyOf(words);
        }
    }

    /** Octets, as many as one of {@code sizes} says, in lower-case hexadecimal digits. */
    record Hex(List<Integer> sizes) implements ClaimShape {
        public Hex {
            sizes = List.copyOf(sizes);
        }
    }

    /** A 64-bit field, as {@link Claims.Builder#hexNumber} writes it. */
    record HexNumber() implements ClaimShape {
        private static final Pattern WRITTEN = Pattern.compile("0x(?:0|[1-9a-f][0-9a-f]{0,15})");
    }

    /** A whole number, both bounds included. */
    record Whole(BigInteger least, BigInteger most) implements ClaimShape {}

    /** True or false. */
    record Truth() implements ClaimShape {}

    /** An instant, as {@link Claims.Builder#instant} writes it. */
    record Time() implements ClaimShape {}

    /** Values in order, each of one shape. */
    record Many(ClaimShape each) implements ClaimShape {}

    /** Whatever its issuer chose to write, values and groups of them: nothing is known of it beforehand. */
    record Anything() implements ClaimShape {}

    /** Whether {@code value} may stand in a claim of this shape. */
    default boolean fits(ClaimValue value) {
        return switch (value) {
            case ClaimValue.Nothing() -> true;
            case ClaimValue.Text(var text) -> fitsText(text);
            case ClaimValue.Whole(var number) ->
                this instanceof Anything
                        || (this instanceof Whole(var least, var most)
                                && number.compareTo(least) >= 0
                                && number.compareTo(most) <= 0);
            case ClaimValue.Bool _ -> this instanceof Truth || this instanceof Anything;
            case ClaimValue.Many(var values) ->
                this instanceof Anything
                        || (this instanceof Many(var each) && values.stream().allMatch(each::fits));
            case ClaimValue.Group _ -> this instanceof Anything;
        };
    }

    private boolean fitsText(String text) {
        return switch (this) {
            case Text _, Anything _ -> true;
            case Word(var words) -> words.contains(text);
            case Hex(var sizes) ->
                text.matches("[0-9a-f]*") && sizes.stream().anyMatch(size -> text.length() == 2 * size);
            case HexNumber _ -> HexNumber.WRITTEN.matcher(text).matches();
            case Time _ -> isInstant(text);
            case Whole _, Truth _, Many _ -> false;
        };
    }

    private static boolean isInstant(String text) {
        try {
            return Instant.parse(text)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What is allowed, in words for whoever asked for something else. */
    default String inWords() {
        return switch (this) {
            case Text _ -> "a text";
            case Word(var words) -> "one of " + String.join(", ", words);
            case Hex(var sizes) ->
                sizes.stream().map(size -> 2 * size + "").collect(Collectors.joining(" or "))
                        + " lower-case hexadecimal digits";
            case HexNumber _ -> "0x and at most 16 lower-case hexadecimal digits without leading zeros";
            case Whole(var least, var most) -> "a whole number from " + least + " to " + most;
            case Truth _ -> "true or false";
            case Time _ -> "an instant such as 2026-01-31T12:00:00Z";
            case Many _ -> "a list";
            case Anything _ -> "whatever its issuer writes";
        };
    }
}
