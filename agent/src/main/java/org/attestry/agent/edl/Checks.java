package org.attestry.agent.edl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the grammar cannot say: names, and functions as a whole. Parameters have {@link DeclarationChecks}. */
final class Checks {
    private static final int MAX_SWITCHLESS_PARAMETERS = 16;

    private final Interface checked;
    private final Structs structs;

    Checks(Interface checked) {
        this.checked = checked;
        this.structs = new Structs(checked.definitions());
    }

    void check(Position file) throws EdlException {
        if (checked.trusted().isEmpty()) {
            throw new EdlException(file, "the enclave `" + checked.name() + "' contains no public root ECALL");
        }
        definitions();
        uniqueFunctions();
        for (var function : checked.trusted()) {
            trusted(function);
        }
        for (var function : checked.untrusted()) {
            untrusted(function);
        }
    }

    private void definitions() throws EdlException {
        var seen = new HashMap<String, Position>();
        for (var definition : checked.definitions()) {
            if (!definition.name().isEmpty()) {
                unique(seen, definition.name(), definition.at());
            }
            if (definition instanceof Definition.Compound(var tag, var _, var members, var at)) {
                if (members.isEmpty()) {
                    throw new EdlException(at, "this " + tag + " has no member");
                }
                uniqueNames(members);
                for (var member : members) {
                    DeclarationChecks.member(member, members, tag, structs);
                }
            }
        }
    }

    private static void unique(Map<String, Position> seen, String name, Position at) throws EdlException {
        var before = seen.putIfAbsent(name, at);
        if (before != null) {
            throw new EdlException(at, "`" + name + "' is already defined at " + before);
        }
    }

    private static void uniqueNames(List<Declaration> declarations) throws EdlException {
        var seen = new HashMap<String, Position>();
        for (var declaration : declarations) {
            unique(seen, declaration.name(), declaration.at());
        }
    }

    private void uniqueFunctions() throws EdlException {
        var seen = new HashMap<String, Position>();
        for (var functions : List.of(checked.trusted(), checked.untrusted())) {
            for (var function : functions) {
                unique(seen, function.name(), function.at());
            }
        }
        for (var function : checked.switchless()) {
            unique(seen, function.name() + "_async", function.at());
        }
    }

    private void trusted(Function function) throws EdlException {
        if (!function.traits().isPublic()) {
            throw new EdlException(
                    function.at(), "`" + function.name() + "' is private: no one could call it; declare it public");
        }
        signature(function, false);
        if (function.traits().switchless()) {
            switchless(function);
        }
    }

    private void switchless(Function function) throws EdlException {
        if (function.parameters().size() > MAX_SWITCHLESS_PARAMETERS) {
            throw new EdlException(function.at(), "a switchless function has at most 16 parameters");
        }
        for (var parameter : function.parameters()) {
            if (parameter.attributes().has("wstring")) {
                throw new EdlException(parameter.at(), "a switchless function cannot take a wstring");
            }
            if (parameter.indirect() && structs.deep(parameter.type())) {
                throw new EdlException(
                        parameter.at(), "a switchless function cannot take a struct whose members are copied deeply");
            }
        }
    }

    private void untrusted(Function function) throws EdlException {
        if (function.traits().conventions().contains("dllimport")) {
            throw new EdlException(function.at(), "dllimport has no meaning here");
        }
        var trusted = new HashSet<String>();
        checked.trusted().forEach(known -> trusted.add(known.name()));
        for (var name : function.traits().allowed()) {
            if (!trusted.contains(name)) {
                throw new EdlException(
                        function.at(), "`" + name + "' is allowed, but there is no such trusted function");
            }
        }
        signature(function, true);
    }

    private void signature(Function function, boolean outward) throws EdlException {
        if (function.result().pointers() > 0) {
            throw new EdlException(function.at(), "`" + function.name() + "' returns an address of the other side");
        }
        if (structs.deep(function.result())) {
            throw new EdlException(function.at(), "a struct whose members are copied deeply cannot be returned");
        }
        uniqueNames(function.parameters());
        for (var parameter : function.parameters()) {
            DeclarationChecks.parameter(parameter, function.parameters(), outward, structs);
        }
    }

    /** The structs of an interface, by name. */
    static final class Structs {
        private final Map<String, Definition.Compound> byName = new HashMap<>();

        Structs(List<Definition> definitions) {
            for (var definition : definitions) {
                if (definition instanceof Definition.Compound compound) {
                    var _ = byName.putIfAbsent(compound.name(), compound);
                }
            }
        }

        /** The members of a type that lie elsewhere and go along with it. */
        List<Declaration> deepMembers(EdlType type) {
            return type.base() instanceof EdlType.Tagged(var tag, var name)
                            && tag.equals("struct")
                            && byName.containsKey(name)
                    ? byName.get(name).members().stream()
                            .filter(member -> member.attributes().sized())
                            .toList()
                    : List.of();
        }

        boolean deep(EdlType type) {
            return reaches(type, new HashSet<>());
        }

        private boolean reaches(EdlType type, Set<String> visited) {
            if (!deepMembers(type).isEmpty()) {
                return true;
            }
            return type.base() instanceof EdlType.Tagged(var _, var name)
                    && byName.containsKey(name)
                    && visited.add(name)
                    && byName.get(name).members().stream()
                            .anyMatch(member -> member.type().pointers() == 0 && reaches(member.type(), visited));
        }
    }
}
