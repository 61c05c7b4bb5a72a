package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * Collects the reports of SEV-SNP, TDX and Arm CCA through the kernel's TSM reports, the interface that needs no ioctl and serves every
 * driver.
 *
 * <p>The report that comes back has to hold the octets that were asked for, where its format says: the kernel's counter excludes most mixing
 * up of requests, this excludes the rest.
 */
public final class TsmAttester implements Attester {
    /** Where the kernel mounts it. */
    public static final Path KERNEL_REPORTS = Path.of("/sys/kernel/config/tsm/report");

    /** Of SEV-SNP alone: the certificate table of the extended report, as the host supplied it (GHCB specification, SNP Extended Guest Request). */
    public static final String AUXBLOB = "auxblob";

    private static final int ATTEMPTS = 3;

    private final TsmDriver driver;
    private final TsmReport reports;

    /**
     * @param driver the one that this machine has
     * @param reports the folder of report entries, {@link #KERNEL_REPORTS} but for tests
     * @param names of entries; any generator will do, collisions are tried again
     */
    TsmAttester(TsmDriver driver, Path reports, ConfigFs files, RandomGenerator names) {
        this.driver = driver;
        this.reports = new TsmReport(reports, files, names);
    }

    @Override
    public String tee() {
        return driver.tee();
    }

    @Override
    public String format() {
        return driver.format();
    }

    @Override
    public int bindingSize() {
        return TsmDriver.BINDING_SIZE;
    }

    @Override
    public Evidence collect(Bytes binding) throws AttesterFailed {
        if (binding.size() != TsmDriver.BINDING_SIZE)
            throw new AttesterFailed("a report binds " + TsmDriver.BINDING_SIZE + " octets");
        var answer = fetch(binding);
        if (!answer.provider().equals(driver.provider()))
            throw new AttesterFailed("the TSM provider is not " + driver.provider());
        if (!driver.binds(answer.out(), binding)) throw new AttesterFailed("the report answers another request");
        return new Evidence(format(), answer.out(), answer.aux().isEmpty() ? Map.of() : Map.of(AUXBLOB, answer.aux()));
    }

    /** Tries again where another process got between: an entry of ours is ours alone, but names may collide. */
    private TsmReport.Answer fetch(Bytes binding) throws AttesterFailed {
        for (int attempt = 1; ; attempt++) {
            try {
                return reports.fetch(binding);
            } catch (IOException e) {
                if (attempt == ATTEMPTS)
                    throw new AttesterFailed("the kernel gives no TSM report: " + e.getMessage(), e);
            }
        }
    }
}
