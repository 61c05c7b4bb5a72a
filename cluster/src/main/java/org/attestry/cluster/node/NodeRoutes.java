package org.attestry.cluster.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.cluster.http.Damage;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Endpoint.Call;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Role;
import org.jspecify.annotations.Nullable;

/** {@code /v1/nodes}: what is held of each TEE node. */
public final class NodeRoutes {
    /** The standing of a node whose events cannot be read. */
    private static final String DAMAGED = "damaged";

    private final BiFunction<String, String, CompletionStage<TeeNode.Shown>> show;
    private final EventLog log;
    private final Executor blocking;

    /** Asks {@code show} of tenant and node, and lists the nodes that {@code log} knows. */
    public NodeRoutes(
            BiFunction<String, String, CompletionStage<TeeNode.Shown>> show, EventLog log, Executor blocking) {
        this.show = show;
        this.log = log;
        this.blocking = blocking;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("node-list", "/v1/nodes", Role.ADMIN, this::list),
                Endpoint.get("node-show", "/v1/nodes/{node}", Role.ADMIN, this::show));
    }

    /** {@code records} is left out where nobody knows. */
    record Item(String node, String standing, @Nullable Long records, Map<String, String> last) {}

    private CompletionStage<Answer> show(Call call) {
        return known(call.tenant())
                .thenCompose(nodes -> {
                    if (!nodes.contains(call.at("node"))) {
                        throw Problem.refuse(Problem.Kind.NOT_FOUND, "nothing was ever decided on such a node");
                    }
                    return item(call.tenant(), call.at("node"));
                })
                .thenApply(item -> {
                    if (item.standing().equals(DAMAGED)) throw Damage.ofRecords("node " + item.node());
                    return Answer.ok(item);
                });
    }

    private CompletionStage<Answer> list(Call call) {
        return known(call.tenant())
                .thenCompose(nodes -> all(nodes.stream()
                        .map(node -> item(call.tenant(), node).toCompletableFuture())
                        .toList()))
                .thenApply(items -> Answer.ok(Map.of("nodes", items)));
    }

    private CompletionStage<List<String>> known(String tenant) {
        var prefix = TeeNode.KEY.name() + "|" + tenant + "/";
        return CompletableFuture.supplyAsync(
                () -> log.ids(TeeNode.KEY.name()).stream()
                        .filter(id -> id.startsWith(prefix))
                        .map(id -> id.substring(prefix.length()))
                        .toList(),
                blocking);
    }

    private CompletionStage<Item> item(String tenant, String node) {
        return show.apply(tenant, node).thenApply(shown -> switch (shown) {
            case TeeNode.Shown.Summary(var standing, var records, var last) ->
                new Item(node, standing.wireName(), records, last);
            case TeeNode.Shown.Damaged() -> new Item(node, DAMAGED, null, Map.of());
        });
    }

    private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
                .thenApply(_ -> stages.stream().map(CompletableFuture::join).toList());
    }
}
