package org.attestry.cluster.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.attestry.appraisal.Baseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.Catalogs;
import org.attestry.cluster.http.Access;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Role;
import org.attestry.persistence.content.Content;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;

/** A withdrawal that may be recorded is read, whatever its caller is told. */
final class WithdrawalIsReadTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    private final AtomicInteger read = new AtomicInteger();

    private final Catalogs catalogs = new Catalogs() {
        @Override
        public Catalog current() {
            return Catalog.EMPTY;
        }

        @Override
        public CompletionStage<Catalog> changed() {
            read.incrementAndGet();
            return CompletableFuture.completedStage(Catalog.EMPTY);
        }
    };

    /** An entity that is asked to withdraw, and nothing else. */
    private record Entity(CompletionStage<BaselineEntity.Reply> answer) implements BaselineRoutes.Baselines {
        @Override
        public CompletionStage<BaselineEntity.Reply> next(String requestId, String tenant, String tee, String name) {
            throw new AssertionError("not asked");
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> add(
                String requestId, String tenant, Baseline baseline, Instant at) {
            throw new AssertionError("not asked");
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> activate(
                String requestId, String tenant, String tee, String name, int version, Instant at) {
            throw new AssertionError("not asked");
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> withdraw(
                String requestId, String tenant, String tee, String name, int version, String reason, Instant at) {
            return answer;
        }
    }

    private CompletableFuture<Endpoint.Answer> withdraw(CompletionStage<BaselineEntity.Reply> answer) {
        var routes = new BaselineRoutes(
                new Entity(answer),
                new ReadOnlyContents(Content.NotFound::new),
                catalogs,
                new Verifiers(List.of(), (_, _) -> {}),
                InstantSource.fixed(AT));
        var path = Map.of("tee", "snp", "name", "guests", "version", "1");
        var call = new Endpoint.Call("request-1", new Access.Caller("default", Role.ADMIN), path, Bytes.utf8("{}"));
        var endpoint = routes.endpoints().stream()
                .filter(row -> row.operation().equals("baseline-withdraw"))
                .findFirst()
                .orElseThrow();
        return endpoint.handler().handle(call).toCompletableFuture();
    }

    @Test
    void whenNoAnswerComesInTime() {
        var answer = withdraw(CompletableFuture.failedStage(new TimeoutException("the disk is slow")));
        assertThat(answer).isCompletedExceptionally();
        assertThat(read).hasValue(1);
    }

    @Test
    void beforeACallerHearsThatItWasMadeBefore() {
        var answer = withdraw(CompletableFuture.completedStage(new BaselineEntity.Reply.WithdrawnBefore(AT, "leaked")));
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.Refusal.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.CONFLICT));
        assertThat(read).hasValue(1);
    }
}
