package org.attestry.agent;

import java.io.IOException;
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
import org.attestry.config.RegularFile;
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
        var installed = installed();
        var verifiers =
                new Verifiers(installed, (format, failure) -> LOG.error("the verifier of {} failed", format, failure));
        return new AgentParts(
                attester,
                verifiers,
                endorsements(config.endorsements(), installed),
                Clock.systemUTC(),
                new SecureRandom(),
                session -> LOG.info("believed a peer, {}", session));
    }

    /** The same with other endorsements. */
    public AgentParts withEndorsements(Endorsements endorsements) {
        return new AgentParts(attester, verifiers, endorsements, clock, random, trusted);
    }

    /** The verifiers of the class path. */
    static List<EvidenceVerifier> installed() {
        return ServiceLoader.load(EvidenceVerifier.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** What is in {@code files} by role; {@link IllegalArgumentException} for one that none of {@code verifiers} reads as that. */
    static Endorsements endorsements(Map<String, List<Path>> files, List<EvidenceVerifier> verifiers) {
        var byRole = new TreeMap<String, List<Bytes>>();
        files.forEach((role, paths) -> {
            var items = new ArrayList<Bytes>();
            for (var path : paths) items.add(item(path, role, verifiers));
            byRole.put(role, items);
        });
        return new Endorsements(byRole);
    }

    private static Bytes item(Path file, String role, List<EvidenceVerifier> verifiers) {
        var item = read(file);
        if (Verifiers.anyReads(verifiers, role, item)) return item;
        throw new IllegalArgumentException(file + " cannot be read as " + role);
    }

    private static Bytes read(Path file) {
        try (var in = RegularFile.open(file)) {
            var octets = in.readNBytes(LARGEST_FILE + 1);
            if (octets.length > LARGEST_FILE)
                throw new IllegalArgumentException(file + " is too large for an endorsement");
            return Bytes.copyOf(octets);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the endorsement " + file, e);
        }
    }
}
