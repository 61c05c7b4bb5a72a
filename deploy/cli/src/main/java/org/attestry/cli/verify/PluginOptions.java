package org.attestry.cli.verify;

import java.nio.file.Path;
import java.util.List;
import org.attestry.cli.CommandFailed;
import org.attestry.collateral.CollateralException;
import org.attestry.collateral.PluginFolder;
import org.attestry.verifier.EvidenceVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Verifiers that do not come with the release. */
public final class PluginOptions {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description =
                    "A folder of further verifiers, one jar each. They run with your rights: use your own folder only.")
    private @Nullable Path folder;

    List<EvidenceVerifier> verifiers() {
        try {
            return folder == null ? List.of() : PluginFolder.load(folder);
        } catch (CollateralException e) {
            throw CommandFailed.file(e.getMessage() + "");
        }
    }
}
