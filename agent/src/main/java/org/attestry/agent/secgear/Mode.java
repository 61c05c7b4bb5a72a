package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/** The things that differ between an agent that has a service and one that has none. */
interface Mode {
    /** A challenge that ends in {@code userData}. */
    Bytes challenge(Bytes userData);

    /** Takes note that {@code evidence} was collected here for {@code challenge}. */
    void collected(Bytes challenge, Evidence evidence);

    /** What verification of {@code evidence} says. */
    JsonNode verify(Bytes challenge, Evidence evidence, List<String> policies);

    /** Whose nonce a token has to answer that a caller shows without saying which. */
    ExpectedFreshness freshness();

    /** A token for this machine, or the text that stands for none. */
    String token(Bytes challenge, List<String> policies);
}
