package org.attestry.bench.http;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** CPU time of the service's threads by what they do; the client's threads in the same process do not count. */
final class ServiceCpu {
    private static final Map<String, String> STEPS = Map.of(
            "verification-", "verify, appraise, sign",
            "attestry-pekko", "HTTP and entities",
            "attestry-commit", "journal",
            "attestry-content", "content store");

    private ServiceCpu() {}

    /** Nanoseconds of CPU so far by step. */
    static Map<String, Long> now() {
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
        return bySteps;
    }
}
