package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds a guest of SEV-SNP, TDX or Arm CCA whose kernel serves TSM reports. */
public final class TsmAttesterProvider implements AttesterProvider {
    private final Path reports;
    private final ConfigFs files;
    private final RandomGenerator names;

    /** Looks at the kernel of this machine. */
    public TsmAttesterProvider() {
        this(TsmAttester.KERNEL_REPORTS, ConfigFs.KERNEL, RandomGenerator.getDefault());
    }

    TsmAttesterProvider(Path reports, ConfigFs files, RandomGenerator names) {
        this.reports = reports;
        this.files = files;
        this.names = names;
    }

    @Override
    public String name() {
        return "tsm";
    }

    @Override
    public Optional<Attester> detect() throws AttesterFailed {
        if (!Files.isDirectory(reports)) return Optional.empty();
        try {
            return TsmDriver.of(new TsmReport(reports, files, names).provider())
                    .map(driver -> new TsmAttester(driver, reports, files, names));
        } catch (IOException e) {
            throw new AttesterFailed(
                    "this machine serves TSM reports, and none can be asked for: " + e.getMessage(), e);
        }
    }
}
