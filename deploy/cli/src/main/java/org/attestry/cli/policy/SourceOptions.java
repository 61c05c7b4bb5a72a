package org.attestry.cli.policy;

import java.nio.file.Path;
import java.util.Optional;
import org.attestry.cli.UserFiles;
import org.attestry.rego.bundle.BundleTrust;
import org.attestry.rego.syntax.RegoVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how sources are read and whose bundles are taken, named as OPA names them. */
public final class SourceOptions {
    @Option(
            names = "--verification-key",
            paramLabel = "FILE",
            description = "Take only bundles that this key signed: PEM, JWK (set), or for HS algorithms the secret.")
    private @Nullable Path key;

    @Option(
            names = "--verification-key-id",
            paramLabel = "ID",
            description = "What a bundle's signature must call the key (default: whatever it says).")
    private @Nullable String id;

    @Option(
            names = "--signing-alg",
            paramLabel = "ALG",
            description = "The algorithm of the signature (default: RS256).")
    private String algorithm = "RS256";

    @Option(names = "--scope", description = "What the signature must be for (default: nothing in particular).")
    private String scope = "";

    @Option(names = "--v0-compatible", description = "Read modules as OPA did before 1.0; a bundle says itself.")
    private boolean old;

    RegoVersion version() {
        return old ? RegoVersion.V0 : RegoVersion.V1;
    }

    BundleTrust trust() {
        if (key == null) return new BundleTrust.Unsigned();
        var text = UserFiles.text(key);
        return new BundleTrust.SignedBy(
                Optional.ofNullable(id), algorithm, algorithm.startsWith("HS") ? text.strip() : text, scope);
    }
}
