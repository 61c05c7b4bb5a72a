package org.attestry.bench.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of the service by what it is for: its threads by their names, and all else that this process spends, be it in the database's
 * own threads, in collecting garbage or in compiling. Only the clients' threads, which live in the same process, do not count.
 */
final class ServiceCpu {
    private static final Map<String, String> STEPS = Map.of(
            "verification-", "verify, appraise, sign",
            "attestry-pekko", "HTTP and entities",
            "attestry-commit", "journal",
            "attestry-content", "content store");

    private static final String REST = "database in background, JVM";

    private ServiceCpu() {}

    /** Nanoseconds of CPU so far by step; {@code clients} of the process's are not the service's. */
    static Map<String, Long> now(long clients) {
        var threads = ManagementFactory.getThreadMXBean();
        var bySteps = new TreeMap<String, Long>();
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info == null) continue;
            STEPS.forEach((prefix, step) -> {
                if (info.getThreadName().startsWith(prefix)) {
                    bySteps.merge(step, threads.getThreadCpuTime(info.getThreadId()), Long::sum);
                }
            });
        }
        long named = bySteps.values().stream().mapToLong(Long::longValue).sum();
        bySteps.put(REST, ofProcess() - clients - named);
        return bySteps;
    }

    private static long ofProcess() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
