package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartingTest {
    static Stream<Arguments> failures() {
        var gone = new IllegalStateException("root.key is missing");
        var taken = new BindException("[/127.0.0.1:8080] Address already in use");
        return Stream.of(
                Arguments.of(new IllegalStateException(new CompletionException(gone)), "root.key is missing"),
                Arguments.of(new CompletionException(new RuntimeException("Bind failed", taken)), "127.0.0.1:8080"),
                Arguments.of(new IllegalStateException("no keys", gone), "no keys\nbecause root.key is missing"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whyAStartIsRefusedIsSaidWithoutTheNameOfAClass(RuntimeException failure, String wanted) {
        var refused = catchThrowableOfType(
                CommandFailed.class,
                () -> Starting.orRefuse(() -> {
                    throw failure;
                }));
        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.problem().members().toString().replace("\\n", "\n"))
                .contains(wanted)
                .doesNotContain("java.", "Exception");
    }
}
