package org.attestry.agent.attester;

import java.util.ArrayList;

/** Picks the attester of this machine. */
public final class Attesters {
    /** What requests for evidence are told on a machine that is no TEE; secGear's agents use these words. */
    public static final String NO_TEE = "unknown tee platform";

    private Attesters() {}

    /**
     * The one that finds its TEE here, or {@link NoAttester}.
     *
     * <p>There is no order of preference: a machine that seems to be two TEEs at once is misconfigured, and an agent that chose would
     * sometimes choose the weaker.
     *
     * @throws AttesterFailed if two find theirs, or one finds it and cannot ask it
     */
    public static Attester detect(Iterable<? extends AttesterProvider> providers) throws AttesterFailed {
        var found = new ArrayList<Attester>();
        var names = new ArrayList<String>();
        for (var provider : providers) {
            provider.detect().ifPresent(attester -> {
                found.add(attester);
                names.add(provider.name());
            });
        }
        if (found.size() > 1)
            throw new AttesterFailed("this machine seems to be several TEEs at once: " + String.join(", ", names));
        return found.isEmpty() ? new NoAttester(NO_TEE) : found.getFirst();
    }
}
