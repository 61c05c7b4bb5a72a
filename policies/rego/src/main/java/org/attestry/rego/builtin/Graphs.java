package org.attestry.rego.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoValue;

/** Graphs given as objects of neighbours by node. */
final class Graphs {
    private Graphs() {}

    private static List<RegoValue> neighbours(RegoObject graph, RegoValue node) {
        return switch (graph.get(node)) {
            case RegoArray array -> array.asList();
            case RegoSet set -> set.toArray().asList();
            case null, default -> List.of();
        };
    }

    static RegoSet reachable(BuiltinContext context, RegoObject graph, RegoValue initial) {
        var todo = new ArrayDeque<>(Args.elements(initial));
        var found = Building.set(8);
        while (!todo.isEmpty()) {
            var node = todo.poll();
            context.charge(1);
            if (!graph.has(node) || !Building.add(found, node)) continue;
            todo.addAll(neighbours(graph, node));
        }
        return found;
    }

    static RegoSet paths(BuiltinContext context, RegoObject graph, RegoValue initial) {
        var found = Building.set(8);
        for (var node : Args.elements(initial)) {
            if (!graph.has(node)) continue;
            var next = neighbours(graph, node);
            if (next.isEmpty()) Building.add(found, RegoArray.of(node));
            for (var neighbour : next) {
                var reached = Building.set(8);
                Building.add(reached, node);
                follow(context, graph, neighbour, List.of(node), reached, found);
            }
        }
        return found;
    }

    /** A path ends where nothing in the graph follows, or only what was gone through before on some path from here. */
    private static void follow(
            BuiltinContext context,
            RegoObject graph,
            RegoValue node,
            List<RegoValue> path,
            RegoSet reached,
            RegoSet found) {
        context.charge(path.size());
        if (!graph.has(node)) {
            Building.add(found, RegoArray.of(path));
            return;
        }
        var longer = new ArrayList<>(path);
        longer.add(node);
        var next = neighbours(graph, node);
        if (next.isEmpty()) Building.add(found, RegoArray.of(longer));
        for (var neighbour : next) {
            if (reached.contains(neighbour)) {
                Building.add(found, RegoArray.of(longer));
            } else {
                Building.add(reached, node);
                follow(context, graph, neighbour, longer, reached, found);
            }
        }
    }
}
