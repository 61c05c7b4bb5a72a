package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
    private static final Problem SPENT = Problem.of(Problem.Kind.CHALLENGE_SPENT);
    private static final Problem UNKNOWN = Problem.of(Problem.Kind.NOT_FOUND);

    private final Refusals refusals = new Refusals(InstantSource.fixed(Instant.EPOCH), 20);

    private Problem.Kind found(String tenant) {
        return refusals.find(tenant, "r1").orElseThrow().problem().kind();
    }

    @Test
    void aCallerWhomNobodyKnowsOverwritesNothing() {
        refusals.remember("r1", "a", "attest", SPENT);
        refusals.remember("r1", "", "none", UNKNOWN);
        assertThat(found("a")).isEqualTo(Problem.Kind.CHALLENGE_SPENT);
        assertThat(found("b")).isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void callersWhomNobodyKnowsPushOutNothing() {
        refusals.remember("r1", "a", "attest", SPENT);
        for (int i = 0; i < 1000; i++) refusals.remember("x" + i, "", "none", UNKNOWN);
        assertThat(found("a")).isEqualTo(Problem.Kind.CHALLENGE_SPENT);
        assertThat(refusals.find("a", "x0")).isEmpty();
    }

    @Test
    void aRefusalOfOneTenantIsNoOtherTenants() {
        refusals.remember("r1", "a", "attest", SPENT);
        assertThat(refusals.find("b", "r1")).isEmpty();
    }
}
