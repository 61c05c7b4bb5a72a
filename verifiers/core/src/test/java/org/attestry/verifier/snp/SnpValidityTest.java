package org.attestry.verifier.snp;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every certificate and every list is valid at the instant of the verification, or the report is refused. */
class SnpValidityTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            row(
                    "a leaf that has expired",
                    Reason.EXPIRED,
                    s -> s.leaf.valid(s.at.minus(Scene.YEARS), s.at.minusSeconds(1))),
            row(
                    "a leaf that is not valid yet",
                    Reason.NOT_YET_VALID,
                    s -> s.leaf.valid(s.at.plusSeconds(1), s.at.plus(Scene.YEARS))),
            row(
                    "an issuer that has expired",
                    Reason.EXPIRED,
                    s -> s.issuer.valid(s.at.minus(Scene.YEARS), s.at.minusSeconds(1))),
            row(
                    "an issuer that is not valid yet",
                    Reason.NOT_YET_VALID,
                    s -> s.issuer.valid(s.at.plusSeconds(1), s.at.plus(Scene.YEARS))),
            row(
                    "a root that has expired",
                    Reason.EXPIRED,
                    s -> s.root.valid(s.at.minus(Scene.YEARS), s.at.minusSeconds(1))),
            row(
                    "a root that is not valid yet",
                    Reason.NOT_YET_VALID,
                    s -> s.root.valid(s.at.plusSeconds(1), s.at.plus(Scene.YEARS))),
            row("a list whose successor is due", Reason.EXPIRED, s -> s.rootList.valid(s.at.minus(Scene.YEARS), s.at)),
            row(
                    "a list of the future",
                    Reason.NOT_YET_VALID,
                    s -> s.rootList.valid(s.at.plusSeconds(1), s.at.plus(Scene.YEARS))));

    private static SpoiltScene row(String name, Reason reason, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.VALIDITY, reason, spoil);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotValidAtTheInstantIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }
}
