package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * Collects SEV-SNP reports through the kernel's TSM reports, the interface that needs no ioctl and serves every driver.
 *
 * <p>The report that comes back has to hold the octets that were asked for, at REPORT_DATA: the kernel's counter excludes most mixing up of
 * requests, this excludes the rest.
 */
public final class TsmAttester implements Attester {
    /** Where the kernel mounts it. */
    public static final Path KERNEL_REPORTS = Path.of("/sys/kernel/config/tsm/report");

    /** The certificate table of the extended report, as the host supplied it (GHCB specification, SNP Extended Guest Request). */
    public static final String AUXBLOB = "auxblob";

    static final String SEV_GUEST = "sev_guest";

    private static final int REPORT_DATA = 0x50;
    private static final int REPORT_DATA_SIZE = 64;
    private static final int ATTEMPTS = 3;

    private final TsmReport reports;

    /**
     * @param reports the folder of report entries, {@link #KERNEL_REPORTS} but for tests
     * @param names of entries; any generator will do, collisions are tried again
     */
    public TsmAttester(Path reports, RandomGenerator names) {
        this(reports, ConfigFs.KERNEL, names);
    }

    TsmAttester(Path reports, ConfigFs files, RandomGenerator names) {
        this.reports = new TsmReport(reports, files, names);
    }

    @Override
    public String tee() {
        return "snp";
    }

    @Override
    public String format() {
        return "snp-report";
    }

    @Override
    public int bindingSize() {
        return REPORT_DATA_SIZE;
    }

    @Override
    public Evidence collect(Bytes binding) throws AttesterFailed {
        if (binding.size() != REPORT_DATA_SIZE)
            throw new AttesterFailed("REPORT_DATA has " + REPORT_DATA_SIZE + " octets");
        var answer = fetch(binding);
        if (!answer.provider().equals(SEV_GUEST)) throw new AttesterFailed("the TSM provider is not " + SEV_GUEST);
        if (!holds(answer.out(), binding)) throw new AttesterFailed("the report answers another request");
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

    private static boolean holds(Bytes report, Bytes binding) {
        int end = REPORT_DATA + REPORT_DATA_SIZE;
        return report.size() >= end && report.slice(REPORT_DATA, end).sameAs(binding);
    }
}
