package org.attestry.appraisal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attestry.verifier.ClaimShape;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.ClaimValue;

/**
 * Says what in a baseline no evidence can ever meet, by what the verifiers of its TEE declare of their claims: a path that none of them
 * yields, a value that the claim never has, a minimum of what is no number, a minimum above all values that are wanted.
 */
public final class Unattainable {
    /** Beyond this many digits no claim is a number. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,77}");

    private static final int SHOWN = 120;

    private final String tee;
    private final ClaimShapes claims;

    /** By what is declared for {@code tee}. */
    public Unattainable(String tee, ClaimShapes claims) {
        this.tee = tee;
        this.claims = claims;
    }

    /** A sentence for each fault, that names the path, what was wanted there and what is allowed; none if all can be met. */
    public List<String> in(Baseline baseline) {
        var faults = new ArrayList<String>();
        baseline.values().forEach((path, wanted) -> value(path, wanted).ifPresent(faults::add));
        baseline.minimum().forEach((path, least) -> minimum(path, least).ifPresent(faults::add));
        baseline.minimum().forEach((path, least) -> apart(baseline, path, least).ifPresent(faults::add));
        return List.copyOf(faults);
    }

    private Optional<String> value(String path, List<String> wanted) {
        var shape = claims.at(path);
        if (shape.isEmpty()) return Optional.of(unknown(path));
        if (wanted.isEmpty()) return Optional.of(path + ": no value is named, so that none would do");
        return wanted.stream()
                .filter(text -> readings(text).noneMatch(shape.get()::fits))
                .findFirst()
                .map(text -> path + "=" + shown(text) + ": this claim of " + tee + " is "
                        + shape.get().inWords());
    }

    private Optional<String> minimum(String path, long least) {
        var shape = claims.at(path);
        if (shape.isEmpty()) return Optional.of(unknown(path));
        boolean reachable = switch (shape.get()) {
            case ClaimShape.Whole(var _, var most) -> most.compareTo(BigInteger.valueOf(least)) >= 0;
            case ClaimShape.Anything _ -> true;
            case ClaimShape.Text _, ClaimShape.Word _, ClaimShape.Hex _, ClaimShape.HexNumber _ -> false;
            case ClaimShape.Truth _, ClaimShape.Time _, ClaimShape.Many _ -> false;
        };
        return reachable
                ? Optional.empty()
                : Optional.of("minimum " + path + "=" + least + ": this claim of " + tee + " is "
                        + shape.get().inWords());
    }

    /** Of one claim values are wanted and a minimum, and no value reaches it. */
    private static Optional<String> apart(Baseline baseline, String path, long least) {
        var wanted = baseline.values().getOrDefault(path, List.of());
        boolean reached = wanted.stream()
                .filter(text -> WHOLE.matcher(text).matches())
                .anyMatch(text -> new BigInteger(text).compareTo(BigInteger.valueOf(least)) >= 0);
        return wanted.isEmpty() || reached
                ? Optional.empty()
                : Optional.of("minimum " + path + "=" + least + ": none of the values wanted of it reaches that");
    }

    /** What a claim can be to be met by {@code text}: that text, or the number or truth value that is written so. */
    private static Stream<ClaimValue> readings(String text) {
        var readings = Stream.<ClaimValue>builder().add(new ClaimValue.Text(text));
        if (WHOLE.matcher(text).matches()) readings.add(new ClaimValue.Whole(new BigInteger(text)));
        if (text.equals("true") || text.equals("false")) readings.add(new ClaimValue.Bool(text.equals("true")));
        return readings.build();
    }

    /** With the names of the innermost group that is there, so that a slip of the pen is found at once. */
    private String unknown(String path) {
        if (!claims.in(path).isEmpty()) {
            return path + ": a group of claims of " + tee + "; name one of " + names(path);
        }
        int dot = path.lastIndexOf('.');
        while (dot > 0 && claims.in(path.substring(0, dot)).isEmpty()) dot = path.lastIndexOf('.', dot - 1);
        var group = dot > 0 ? path.substring(0, dot) : "";
        return shown(path) + ": " + tee + " has no such claim; " + (group.isEmpty() ? "there are " : group + " has ")
                + names(group);
    }

    private String names(String group) {
        return String.join(", ", claims.in(group));
    }

    private static String shown(String text) {
        if (text.length() <= SHOWN) return text;
        int whole = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, whole) + "… (" + text.length() + " characters)";
    }
}
