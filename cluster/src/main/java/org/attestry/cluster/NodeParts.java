package org.attestry.cluster;

import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EvidenceVerifier;

/**
 * What a service node is made of besides its configuration.
 *
 * @param verifiers the installed verifiers
 * @param endorsements trust anchors and vendor material by kind of TEE
 * @param keyRoot makes the key root; given the configuration, since it may come from a file in the data folder
 * @param compiler compiles policies
 * @param signatures computes token signatures
 * @param random all randomness
 * @param clock the machine's clock
 */
public record NodeParts(
        Collection<EvidenceVerifier> verifiers,
        Map<String, Endorsements> endorsements,
        Function<NodeConfig, KeyRoot> keyRoot,
        CompiledPolicies.Compiler compiler,
        Provider signatures,
        SecureRandom random,
        Clock clock) {}
