package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file that a user names: why it cannot be read is said. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe would be waited for
class UnreadableFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException, InterruptedException {
        var made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        Files.write(folder.resolve("latin1"), new byte[] {'g', (byte) 0xFC, 'n'});
        Files.writeString(folder.resolve("text"), "no certificate");
        Files.writeString(folder.resolve("app.edl"), "enclave { trusted { public int f(); }; };");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            policy add --name n --tee snp --url http://127.0.0.1:9 @none        | cannot read @none: it does not exist
            policy add --name n --tee snp --url http://127.0.0.1:9 @            | cannot read %: it is a directory
            policy add --name n --tee snp --url http://127.0.0.1:9 @latin1      | cannot read @latin1: it is not text in UTF-8
            baseline add --name n --tee snp --file @none                        | cannot read @none: it does not exist
            node list --url http://127.0.0.1:9 --key-file @none                 | cannot read @none: it does not exist
            node list --url http://127.0.0.1:9 --key-file @                     | cannot read %: it is a directory
            node list --url http://127.0.0.1:9 --key-file @latin1               | cannot read @latin1: it is not text in UTF-8
            node list --url https://127.0.0.1:9 --ca @none                      | cannot read @none: it does not exist
            node list --url https://127.0.0.1:9 --ca @                          | cannot read %: it is a directory
            node list --url https://127.0.0.1:9 --ca @text                      | cannot read certificates in PEM from @text:
            policy check --verification-key @none @                             | cannot read @none: it does not exist
            token verify x --audience a --jwks @none                            | cannot read @none: it does not exist
            verify --tee snp --evidence @                                       | cannot read %: it is a directory
            verify --tee snp --evidence @pipe                                   | cannot read @pipe: is no regular file
            verify --tee snp --evidence @text --endorsement trust_root=@pipe    | cannot read @pipe: is no regular file
            verify --tee snp --evidence @text --attachment auxblob=@pipe        | cannot read @pipe: is no regular file
            policy add --name n --tee snp --url http://127.0.0.1:9 @pipe        | cannot read @pipe: is no regular file
            policy add --name n --tee snp --url http://127.0.0.1:9 /dev/null    | cannot read /dev/null: is no regular file
            baseline add --name n --tee snp --file @pipe                        | cannot read @pipe: is no regular file
            node list --url http://127.0.0.1:9 --key-file @pipe                 | cannot read @pipe: is no regular file
            node list --url https://127.0.0.1:9 --ca @pipe                      | cannot read @pipe: is no regular file
            policy check --verification-key @pipe @                             | cannot read @pipe: is no regular file
            policy eval --input @pipe x                                         | @pipe: is no regular file
            token verify &@pipe --audience a --jwks @text                       | cannot read @pipe: is no regular file
            edl @pipe                                                           | cannot read or write @pipe: is no regular file
            token verify x --audience a --jwks @pipe                            | cannot read @pipe: is no regular file
            edl @none                                                           | cannot read or write @none: it does not exist
            edl @                                                               | cannot read or write %: it is a directory
            edl @text/below                                                     | cannot read or write @text/below: Not a directory
            edl @app.edl --out @text                                            | cannot read or write @text: it is no directory
            policy add --name n --tee snp --url http://127.0.0.1:9 @text/below  | cannot read @text/below: Not a directory
            config check @none                                                  | (@none) does not exist
            """)
    void theReasonIsSaid(String line, String said) {
        var recording = Recording.plain();
        assertThat(recording.run(
                        line.replace("@", folder + "/").replace("&", "@").split(" ", -1)))
                .isEqualTo(ExitCode.USAGE);
        var wanted = said.replace("@", folder + "/").replace("%", folder.toString());
        assertThat(recording.err()).contains(wanted).doesNotContain("java.");
    }
}
