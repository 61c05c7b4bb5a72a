package org.attestry.collateral;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Verdict;

/**
 * What should come out of a recorded case, for who compares; verification never sees it.
 *
 * @param verdict the name of the verdict, as {@link org.attestry.verifier.Outcome#wireName} writes it
 * @param alsoAcceptable further verdicts that are as right; their claims are not compared
 * @param claims what has to be among the claims
 */
public record CaseExpectation(String verdict, List<String> alsoAcceptable, ClaimValue.Group claims) {
    public CaseExpectation {
        alsoAcceptable = List.copyOf(alsoAcceptable);
    }

    /**
     * Reads {@code expected} in the {@code case.json} of {@code folder}; absent where the case expects nothing.
     *
     * @throws CollateralException if it is malformed
     */
    public static Optional<CaseExpectation> read(Path folder) {
        var expected = CaseFile.read(folder).path("expected");
        if (expected.isMissingNode()) return Optional.empty();
        if (!expected.path("verdict").isTextual()) throw new CollateralException(folder, "expects no verdict");
        var alsoAcceptable = new ArrayList<String>();
        expected.path("also_acceptable").forEach(verdict -> alsoAcceptable.add(verdict.asText()));
        return Optional.of(
                new CaseExpectation(expected.path("verdict").asText(), alsoAcceptable, group(expected.path("claims"))));
    }

    /**
     * In what {@code verdict} is not as expected, a line for each difference; empty where it is. Claims are compared only where the
     * verdict is the first choice: every expected one has to be there, texts equal without regard to case.
     */
    public List<String> differences(Verdict verdict) {
        var got = verdict.outcome().wireName();
        if (got.equals(this.verdict)) {
            var differences = new ArrayList<String>();
            compare("", claims, claims(verdict).root(), differences);
            return List.copyOf(differences);
        }
        return alsoAcceptable.contains(got) ? List.of() : List.of("verdict: expected " + this.verdict + ", got " + got);
    }

    private static Claims claims(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted.claims();
            case Verdict.Inconclusive inconclusive -> inconclusive.unauthenticated();
            case Verdict.Refused _ -> Claims.NONE;
        };
    }

    private static void compare(String path, ClaimValue wanted, ClaimValue got, List<String> differences) {
        if (wanted instanceof ClaimValue.Group wantedGroup && got instanceof ClaimValue.Group gotGroup) {
            wantedGroup.members().forEach((name, value) -> {
                var member = gotGroup.members().get(name);
                var below = path.isEmpty() ? name : path + "." + name;
                if (member == null) differences.add(below + ": expected " + shown(value) + ", not there");
                else compare(below, value, member, differences);
            });
        } else if (!same(wanted, got)) {
            differences.add(path + ": expected " + shown(wanted) + ", got " + shown(got));
        }
    }

    private static boolean same(ClaimValue wanted, ClaimValue got) {
        if (wanted instanceof ClaimValue.Text(var left) && got instanceof ClaimValue.Text(var right)) {
            return left.toLowerCase(Locale.ROOT).equals(right.toLowerCase(Locale.ROOT));
        }
        if (wanted instanceof ClaimValue.Many(var left) && got instanceof ClaimValue.Many(var right)) {
            if (left.size() != right.size()) return false;
            for (int i = 0; i < left.size(); i++) {
                if (!sameItem(left.get(i), right.get(i))) return false;
            }
            return true;
        }
        return wanted.equals(got);
    }

    private static boolean sameItem(ClaimValue wanted, ClaimValue got) {
        var differences = new ArrayList<String>();
        compare("", wanted, got, differences);
        return differences.isEmpty();
    }

    private static String shown(ClaimValue value) {
        return CanonicalJson.write(value);
    }

    private static ClaimValue.Group group(JsonNode object) {
        var members = new TreeMap<String, ClaimValue>();
        object.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return new ClaimValue.Group(members);
    }

    private static ClaimValue value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> group(node);
            case ARRAY ->
                new ClaimValue.Many(
                        node.valueStream().map(CaseExpectation::value).toList());
            case BOOLEAN -> new ClaimValue.Bool(node.booleanValue());
            case NULL, MISSING -> new ClaimValue.Nothing();
            case NUMBER ->
                node.isIntegralNumber()
                        ? new ClaimValue.Whole(node.bigIntegerValue())
                        : new ClaimValue.Text(node.asText());
            case STRING, BINARY, POJO -> new ClaimValue.Text(node.asText());
        };
    }
}
