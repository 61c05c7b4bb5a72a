package org.attestry.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.attestry.collateral.CaseFolder;
import org.attestry.collateral.CollateralException;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.snp.SnpVerifier;

/** A report of real hardware, where recorded ones lie beside the checkout: the same verifier, AMD's own keys. */
final class RealReport {
    private static final String FORMAT = "snp-report";

    private RealReport() {}

    /** The folder with recorded reports; empty where there is none. */
    static Optional<Path> folder() {
        var home = Path.of(System.getProperty("attestry.home", "")).toAbsolutePath();
        var folder = home.resolve("../shared/vectors/snp").normalize();
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    /** The first report below {@code folder} that is verified. */
    static Optional<Scene> verified(Path folder) {
        var verifier = new SnpVerifier();
        for (var recorded : CaseFolder.below(folder)) {
            var scene = verified(recorded, verifier);
            if (scene.isPresent()) return scene;
        }
        return Optional.empty();
    }

    private static Optional<Scene> verified(Path recorded, SnpVerifier verifier) {
        try {
            var input = CaseFolder.read(recorded);
            if (!input.evidence().format().equals(FORMAT)) return Optional.empty();
            var at = input.verifyAt().orElseGet(Clock.systemUTC()::instant);
            var verdict = verifier.verify(input.evidence(), input.expected(), input.endorsements(), at);
            return verdict instanceof Verdict.Accepted accepted && accepted.fresh()
                    ? Optional.of(scene(accepted, at.toString()))
                    : Optional.empty();
        } catch (CollateralException unusable) {
            return Optional.empty();
        }
    }

    private static Scene scene(Verdict.Accepted accepted, String at) {
        var checks = accepted.passed().stream().map(check -> check.wireName()).toList();
        var product = accepted.claims().at("product").map(CanonicalJson::write).orElse("");
        return new Scene(
                "A real report: AMD hardware, recorded, verified as of " + at,
                List.of("verified, product " + product, "passed   " + String.join(", ", checks)));
    }
}
