package org.attestry.appraisal;

/**
 * The version of appraisal's behaviour: it stands in every result and audit record, and changes whenever a result may. Where a policy no
 * longer compiles there is no result, which replay says of the policy: the version stays, as it stands for all that do.
 */
public final class Engine {
    /** Product and version. */
    public static final String VERSION = "attestry-appraisal/3";

    private Engine() {}
}
