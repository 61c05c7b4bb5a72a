package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ProblemsDocumentTest {
    @Test
    void theDocumentHasAParagraphOnEveryKindAndOnNothingElse() throws IOException {
        var headings = Files.readAllLines(Path.of("../docs/problems.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3));
        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(Problem.Kind.values())
                        .map(Problem.Kind::slug)
                        .toList());
    }
}
