package org.attestry.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.attestry.agent.ToyTee;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.json.Shape;
import org.attestry.agent.peer.PeerMessages.Hello;
import org.attestry.agent.peer.PeerMessages.Opened;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ProofKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;

class PeerResponderTest {
    private final SecureRandom random = new SecureRandom();
    private final ToyTee tee = ToyTee.running("app");
    private final AtomicInteger reports = new AtomicInteger();

    @Test
    void aSessionThatThereIsNoRoomForCostsNoReport() {
        var responder = responder(2);
        for (int opened = 1; opened <= 2; opened++) {
            assertThat(responder.open(hello())).isInstanceOf(PeerResponder.Answer.Message.class);
            assertThat(reports).hasValue(opened);
        }
        assertThat(responder.open(hello()))
                .isEqualTo(new PeerResponder.Answer.No<Opened>(
                        new PeerResult.Refused(PeerResult.Why.BUSY, "too many sessions are open")));
        assertThat(reports).hasValue(2);
    }

    private PeerResponder responder(int capacity) {
        var attester = Attester.of(tee.tee(), tee.format(), tee.bindingSize(), this::counted);
        var verifiers = new Verifiers(List.of(new ToyTee.Verifier()), (_, failure) -> {
            throw new AssertionError(failure);
        });
        var verifier = new LocalVerifier(verifiers, tee.endorsements(), Clock.systemUTC());
        var rules = PeerRules.requiring(Map.of("measurement", Set.of(tee.measurement())));
        return new PeerResponder(
                attester, verifier, rules, Clock.systemUTC(), random, Duration.ofMinutes(1), capacity, _ -> {});
    }

    private Evidence counted(Bytes binding) {
        reports.incrementAndGet();
        try {
            return tee.collect(binding);
        } catch (AttesterFailed e) {
            throw new AssertionError(e);
        }
    }

    private Shape hello() {
        var key = BoundKey.of(ProofKey.generate(random));
        return Shape.of(new Hello(Bytes.utf8("a nonce of the caller").sha256(), key).json());
    }
}
