package org.attestry.appraisal;

/** The version of appraisal's behaviour: it stands in every result and audit record, and changes whenever a result may. */
public final class Engine {
    /** Product and version. */
    public static final String VERSION = "attestry-appraisal/3";

    private Engine() {}
}
