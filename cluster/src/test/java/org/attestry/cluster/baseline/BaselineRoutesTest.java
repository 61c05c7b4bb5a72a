package org.attestry.cluster.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.appraisal.Baseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.Catalogs;
import org.attestry.cluster.http.Access;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;

/** A request that added its version is answered before it is judged anew: by a release, or at an hour, that would refuse it today. */
final class BaselineRoutesTest {
    private static final Instant ADDED_AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant ENDS = ADDED_AT.plusSeconds(60);
    private static final Bytes BODY = Bytes.utf8("""
            {"name": "guests", "tee": "gone", "values": {"measurement": ["00"]}, "not_after": "2026-01-31T12:01:00Z"}""");

    /** An entity that gives {@code next} for an answer, and is never asked to change anything. */
    private record Entity(BaselineEntity.Reply next) implements BaselineRoutes.Baselines {
        @Override
        public CompletionStage<BaselineEntity.Reply> next(String requestId, String tenant, String tee, String name) {
            return CompletableFuture.completedStage(next);
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> add(
                String requestId, String tenant, Baseline baseline, Instant at) {
            throw new AssertionError("nothing is added");
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> activate(
                String requestId, String tenant, String tee, String name, int version, Instant at) {
            throw new AssertionError("nothing is activated");
        }

        @Override
        public CompletionStage<BaselineEntity.Reply> withdraw(
                String requestId, String tenant, String tee, String name, int version, String reason, Instant at) {
            throw new AssertionError("nothing is withdrawn");
        }
    }

    private static final ContentStore NOTHING_KEPT = new ReadOnlyContents(Content.NotFound::new);

    private static final Catalogs CATALOGS = new Catalogs() {
        @Override
        public Catalog current() {
            return Catalog.EMPTY;
        }

        @Override
        public CompletionStage<Catalog> changed() {
            return CompletableFuture.completedStage(Catalog.EMPTY);
        }
    };

    /** The answer at {@code now} of a release without any verifier, where the entity says {@code next}. */
    private static Endpoint.Answer add(BaselineEntity.Reply next, Instant now) {
        var none = new Verifiers(List.of(), (_, _) -> {});
        var routes = new BaselineRoutes(new Entity(next), NOTHING_KEPT, CATALOGS, none, InstantSource.fixed(now));
        var call = new Endpoint.Call("request-1", new Access.Caller("default", Role.ADMIN), Map.of(), BODY);
        return routes.endpoints()
                .getFirst()
                .handler()
                .handle(call)
                .toCompletableFuture()
                .join();
    }

    @Test
    void aRepeatIsAnsweredThoughItsTeeIsServedNoMoreAndItsTimeIsOver() {
        var document = Wire.read(BODY, BaselineRequest.class).version(1, ADDED_AT);
        var added = new BaselineVersion(
                "request-1", ADDED_AT, "default", "gone", "guests", 1, document.digest(), ADDED_AT, ENDS);
        var before = new BaselineEntity.Reply.AddedBefore(added, true, Optional.empty());
        assertThat(add(before, ENDS.plusSeconds(1)).status()).isEqualTo(201);
    }

    @Test
    void whatWasNotAddedBeforeIsJudgedAndNothingOfItIsKept() {
        assertThatThrownBy(() -> add(new BaselineEntity.Reply.NextIs(1), ADDED_AT))
                .cause()
                .isInstanceOfSatisfying(
                        Problem.Refusal.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.UNKNOWN_TEE));
    }
}
