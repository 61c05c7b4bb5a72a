package org.attestry.cli.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdlCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("app.edl"), "enclave { trusted { public int f(); }; };");
        Files.writeString(folder.resolve("broken.edl"), "enclave { };");
    }

    private Recording run(ExitCode exit, String line) {
        var words = new ArrayList<String>(List.of("edl"));
        for (var word : line.strip().split(" ", -1)) words.add(word.replace("@", folder + "/"));
        var recording = Recording.plain();
        assertThat(recording.run(words.toArray(String[]::new)))
                .as(recording.err())
                .isEqualTo(exit);
        return recording;
    }

    @ParameterizedTest(name = "edl {0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            @broken.edl                | REFUSED | broken.edl:1:1:
            @absent.edl                | USAGE   | absent.edl
            @app.edl --lang cobol      | USAGE   | --lang
            @app.edl --what            | USAGE   | --what
            @app.edl --out             | USAGE   | --out
            """)
    void aBadFileIsToldFromBadArguments(String line, ExitCode exit, String said) {
        assertThat(run(exit, line).err()).contains(said);
    }

    @ParameterizedTest(name = "edl {0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            @app.edl --out @made                                                              | app_args.h app_t.c app_t.h app_u.c app_u.h
            --trustzone --untrusted @app.edl --search-path @:@x --untrusted-dir @made         | app_args.h app_u.c app_u.h
            --sgx --trusted --header-only @app.edl --trusted-dir @made                        | app_args.h app_t.h
            @app.edl --out @made --lang java --package demo                                   | App.java
            """)
    void whatIsAskedForIsWritten(String line, String files) throws IOException {
        var _ = run(ExitCode.YES, line);
        try (var made = Files.list(folder.resolve("made"))) {
            assertThat(made.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(List.of(files.split(" ", -1)));
        }
    }

    @Test
    void nothingIsWrittenOfABrokenFile() {
        var _ = run(ExitCode.REFUSED, "@broken.edl --out @made");
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
