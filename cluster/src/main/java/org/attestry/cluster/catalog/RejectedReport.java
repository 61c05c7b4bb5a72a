package org.attestry.cluster.catalog;

import java.util.HashMap;
import java.util.Map;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.cluster.policy.PolicyVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator in the log which policies in force do not compile in this release, each once for as long as that is so. */
final class RejectedReport {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedReport.class);

    private Map<PolicyVersion, String> told = Map.of();

    /** These are all that are rejected now. */
    void of(Map<PolicyVersion, PolicyRejected> rejected) {
        var now = new HashMap<PolicyVersion, String>();
        rejected.forEach((version, why) -> now.put(version, why.getMessage() + ""));
        now.forEach((version, why) -> {
            if (!why.equals(told.get(version))) tell(version, why);
        });
        told = now;
    }

    private static void tell(PolicyVersion version, String why) {
        LOG.error(
                "policy {} does not compile in this release, so nothing serves {}/{}: activate another ({})",
                version.id(),
                version.tenant(),
                version.tee(),
                why);
    }
}
