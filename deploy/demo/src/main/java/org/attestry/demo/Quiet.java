package org.attestry.demo;

/** Keeps the libraries' logs out of the narration; to be called before anything logs. */
public final class Quiet {
    private static final String SETTING = "logback.configurationFile";

    private Quiet() {}

    /** Unless the caller chose another configuration of the logs. */
    public static void please() {
        if (System.getProperty(SETTING) == null) System.setProperty(SETTING, "attestry-demo-logback.xml");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
}
