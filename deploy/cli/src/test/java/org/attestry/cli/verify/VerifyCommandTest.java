package org.attestry.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {
    private static final String NONCE =
            "ec6c52d7533cc2c4f45be7849cf112ab82b2009fe7bd43e71ed08c14400ad7e2" + "0".repeat(64);

    @TempDir
    Path folder = Path.of("");

    /** The folder of a recorded report; the test is left out where the folder is absent. */
    private static Path recorded() {
        var folder = Path.of(System.getProperty("attestry.shared", ""), "vectors", "snp", "milan-v2-coco");
        if (!Files.isDirectory(folder)) Assumptions.abort("no recorded evidence at " + folder);
        return folder;
    }

    private static List<String> options(String... further) {
        var folder = recorded();
        var options = new ArrayList<>(List.of("verify", "--tee", "snp", "--at", "2025-07-01T00:00:00Z"));
        options.addAll(List.of("--evidence", folder.resolve("report.bin").toString()));
        options.addAll(List.of("--endorsement", "trust_root=" + folder.resolve("ark.pem")));
        options.addAll(List.of("--endorsement", "intermediate=" + folder.resolve("ask.pem")));
        options.addAll(List.of(further));
        return options;
    }

    private static String[] words(List<String> options) {
        return options.toArray(String[]::new);
    }

    @Test
    void aRealReportIsVerifiedAndSaysWhichChecksRan() {
        var recording = Recording.plain();
        var key = "endorsement_key_cert=" + recorded().resolve("vcek.der");
        assertThat(recording.run(words(options("--endorsement", key, "--nonce", NONCE))))
                .isEqualTo(ExitCode.YES);
        assertThat(recording.out()).startsWith("verified").contains("signature", "freshness", "policy.debug", "Milan");
    }

    @Test
    void withoutANonceItIsNotCalledFresh() {
        var recording = Recording.plain();
        var key = "endorsement_key_cert=" + recorded().resolve("vcek.der");
        assertThat(recording.run(words(options("--endorsement", key, "--json"))))
                .isEqualTo(ExitCode.YES);
        var data = Json.parse(recording.out());
        assertThat(data.path("outcome").asText()).isEqualTo("verified");
        assertThat(data.path("fresh").asBoolean()).isFalse();
        assertThat(data.path("passed").toString()).doesNotContain("freshness");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --endorsement=crls=EMPTY | did you mean crl?
                    --endorsement=x=EMPTY    | roles are crl, endorsement_key_cert
                    --attachment=uvm_referense_info=EMPTY | did you mean uvm_reference_info?
                    --attachment=x=EMPTY     | roles are auxblob, crl, endorsement_key_cert
                    --attachment=crl=EMPTY --attachment=crl=EMPTY | crl is given twice
                    --at=never                   | is no instant in UTC
                    --evidence=/no/such          | it does not exist
                    --evidence=/                 | it is a directory
                    """)
    void whatCannotBeMeantIsSaidInWordsAndNothingIsVerified(String option, String words, @TempDir Path folder)
            throws IOException {
        var empty = Files.createFile(folder.resolve("empty")).toString();
        var recording = Recording.plain();
        var arguments = new ArrayList<>(List.of("verify", "--tee", "snp"));
        if (!option.startsWith("--evidence")) arguments.addAll(List.of("--evidence", empty));
        arguments.addAll(List.of(option.replace("EMPTY", empty).split(" ", -1)));
        assertThat(recording.run(words(arguments))).isEqualTo(ExitCode.USAGE);
        assertThat(recording.out()).isEmpty();
        assertThat(recording.err()).contains(words).doesNotContain("java.");
    }

    @Test
    void aCaseIsNamedByItsFolderOrByTheFileInIt() {
        var byFolder = Recording.plain();
        var byFile = Recording.plain();
        var folder = recorded();
        assertThat(byFolder.run("verify", "--case", folder.toString())).isEqualTo(ExitCode.YES);
        assertThat(byFile.run("verify", "--case", folder.resolve("case.json").toString()))
                .isEqualTo(ExitCode.YES);
        assertThat(byFile.out()).isEqualTo(byFolder.out());
    }

    @Test
    void anotherNonceIsRefused() {
        var recording = Recording.plain();
        var key = "endorsement_key_cert=" + recorded().resolve("vcek.der");
        assertThat(recording.run(words(options("--endorsement", key, "--nonce", "ab".repeat(64)))))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out()).contains("nonce_mismatch", "not bound to what --nonce gives");
    }

    @Test
    void withoutTheEndorsementNothingIsConcluded() {
        var recording = Recording.plain();
        assertThat(recording.run(words(options("--nonce", NONCE)))).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(recording.out()).contains("inconclusive", "vouched for by nobody");
    }

    @Test
    void octetsThatAreNoReportAreRefused() throws IOException {
        var file = Files.writeString(folder.resolve("report.bin"), "no report");
        var recording = Recording.plain();
        assertThat(recording.run("verify", "--tee", "snp", "--evidence", file.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out()).contains("malformed");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    verify                                                     | no evidence
                    verify --tee snp                                           | no evidence
                    verify --evidence pom.xml                                  | of what kind
                    verify --tee zebra --evidence pom.xml                      | --tee takes sev, sev-es, snp
                    verify --tee snb --evidence pom.xml                        | did you mean snp?
                    verify --format zebra --evidence pom.xml                   | --format takes sev-es-report, sev-report, snp-report
                    verify --tee snp --evidence /no/such/file                  | cannot read /no/such/file
                    verify --tee snp --evidence pom.xml --nonce xyz            | --nonce is not
                    verify --tee snp --evidence pom.xml --endorsement x        | ROLE=FILE
                    verify --case . --tee snp                                  | --case names everything
                    verify --tee snp --evidence pom.xml --at yesterday         | --at
                    """)
    void whatIsMissingOnTheCommandLineIsSaid(String line, String complaint) {
        var recording = Recording.plain();
        assertThat(recording.run(line.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains(complaint);
    }
}
