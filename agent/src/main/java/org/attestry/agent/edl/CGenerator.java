package org.attestry.agent.edl;

import java.util.LinkedHashMap;
import java.util.Map;

/** The C files for an interface, by name: the shared header and a header and a source for either side. */
public final class CGenerator {
    /** The sides that can be generated; the shared header comes with both. */
    public enum Side {
        HOST,
        ENCLAVE
    }

    private CGenerator() {}

    /** The text of each file; with {@code headersOnly} no sources. */
    public static Map<String, String> generate(Interface of, Side side, boolean headersOnly) {
        var files = new LinkedHashMap<String, String>();
        files.put(of.name() + "_args.h", SharedHeader.of(of));
        switch (side) {
            case HOST -> {
                files.put(of.name() + "_u.h", new HostStubs(of).header());
                if (!headersOnly) {
                    files.put(of.name() + "_u.c", new HostStubs(of).source());
                }
            }
            case ENCLAVE -> {
                files.put(of.name() + "_t.h", new EnclaveStubs(of).header());
                if (!headersOnly) {
                    files.put(of.name() + "_t.c", new EnclaveStubs(of).source());
                }
            }
        }
        return files;
    }
}
