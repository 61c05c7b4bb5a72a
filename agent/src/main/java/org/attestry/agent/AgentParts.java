package org.attestry.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.attester.AttesterProvider;
import org.attestry.agent.attester.Attesters;
import org.attestry.agent.attester.tpm.TpmAttester;
import org.attestry.agent.peer.PeerSession;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Verifiers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent is given by whoever starts it.
 *
 * @param attester this machine's TEE
 * @param verifiers for the other side's evidence
 * @param endorsements trust anchors and vendor material for them
 * @param clock the present
 * @param random for nonces and keys
 * @param trusted told of every peer that was believed
 */
public record AgentParts(
        Attester attester,
        Verifiers verifiers,
        Endorsements endorsements,
        Clock clock,
        SecureRandom random,
        Consumer<PeerSession> trusted) {
    private static final Logger LOG = LoggerFactory.getLogger(AgentParts.class);
    private static final int LARGEST_FILE = 4 << 20;

    /** The machine's own: the TPM that is configured or the attester that finds its TEE, the installed verifiers, the configured endorsements. */
    public static AgentParts ofThisMachine(AgentConfig config) throws AttesterFailed {
        return with(
                config,
                config.tpm().isPresent()
                        ? TpmAttester.over(config.tpm().get())
                        : Attesters.detect(ServiceLoader.load(AttesterProvider.class)));
    }

    /** The same with another attester: a simulated TEE, in a demonstration. */
    public static AgentParts with(AgentConfig config, Attester attester) {
        var installed = ServiceLoader.load(EvidenceVerifier.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        var verifiers =
                new Verifiers(installed, (format, failure) -> LOG.error("the verifier of {} failed", format, failure));
        return new AgentParts(
                attester,
                verifiers,
                endorsements(config.endorsements()),
                Clock.systemUTC(),
                new SecureRandom(),
                session -> LOG.info("believed a peer, {}", session));
    }

    /** The same with other endorsements. */
    public AgentParts withEndorsements(Endorsements endorsements) {
        return new AgentParts(attester, verifiers, endorsements, clock, random, trusted);
    }

    private static Endorsements endorsements(Map<String, List<Path>> files) {
        var byRole = new TreeMap<String, List<Bytes>>();
        files.forEach((role, paths) -> {
            var items = new ArrayList<Bytes>();
            for (var path : paths) items.add(read(path));
            byRole.put(role, items);
        });
        return new Endorsements(byRole);
    }

    private static Bytes read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var octets = in.readNBytes(LARGEST_FILE + 1);
            if (octets.length > LARGEST_FILE)
                throw new IllegalArgumentException(file + " is too large for an endorsement");
            return Bytes.copyOf(octets);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the endorsement " + file, e);
        }
    }
}
