package org.attestry.agent.edl;

import java.util.List;

/** What attributes a parameter or a member may have, given its type. One rule, one sentence, at the place it broke. */
final class DeclarationChecks {
    private DeclarationChecks() {}

    static void parameter(Declaration parameter, List<Declaration> all, boolean outward, Checks.Structs structs)
            throws EdlException {
        typeAttributes(parameter);
        if (!parameter.indirect()) {
            value(parameter, structs);
            return;
        }
        direction(parameter, outward);
        text(parameter);
        if (!parameter.attributes().has("user_check")) {
            measure(parameter, all);
            deep(parameter, structs);
        }
    }

    static void member(Declaration member, List<Declaration> all, String tag, Checks.Structs structs)
            throws EdlException {
        var attributes = member.attributes();
        if (!attributes.flags().isEmpty()) {
            throw new EdlException(attributes.at(), "a member can have the attributes size and count only");
        }
        if (member.type().isVoid()) {
            throw new EdlException(member.at(), "`" + member.name() + "' is void");
        }
        if (!attributes.sized()) {
            return;
        }
        if (!tag.equals("struct")) {
            throw new EdlException(attributes.at(), "a member of a union cannot be copied deeply");
        }
        if (member.type().pointers() != 1 || member.array()) {
            throw new EdlException(attributes.at(), "size and count are for a member that is a pointer");
        }
        if (structs.deep(member.type())) {
            throw new EdlException(member.at(), "deep copies go one level deep, `" + member.name() + "' has two");
        }
        amounts(member, all, "member");
    }

    private static void typeAttributes(Declaration parameter) throws EdlException {
        var attributes = parameter.attributes();
        boolean foreign = parameter.type().base() instanceof EdlType.Foreign
                && parameter.type().pointers() == 0;
        for (var flag : List.of("isptr", "isary")) {
            if (attributes.has(flag) && !foreign) {
                throw new EdlException(attributes.at(), flag + " is for a type that a header defines");
            }
        }
        if (attributes.has("isary") && (attributes.has("isptr") || attributes.sized())) {
            throw new EdlException(attributes.at(), "isary goes neither with isptr nor with size or count");
        }
        if (attributes.has("readonly") && !attributes.has("isptr")) {
            throw new EdlException(attributes.at(), "readonly needs isptr");
        }
        if (parameter.array() && (attributes.has("isptr") || parameter.type().pointers() > 0)) {
            throw new EdlException(parameter.at(), "an array of pointers carries addresses of the other side");
        }
    }

    private static void value(Declaration parameter, Checks.Structs structs) throws EdlException {
        var attributes = parameter.attributes();
        if (parameter.type().isVoid()) {
            throw new EdlException(parameter.at(), "`" + parameter.name() + "' is void");
        }
        if (!attributes.flags().isEmpty() || attributes.sized()) {
            throw new EdlException(attributes.at(), "`" + parameter.name() + "' is a value and takes no attributes");
        }
        if (structs.deep(parameter.type())) {
            throw new EdlException(parameter.at(), "a struct whose members are copied deeply is passed by pointer");
        }
    }

    private static void direction(Declaration parameter, boolean outward) throws EdlException {
        var attributes = parameter.attributes();
        if (attributes.has("user_check")) {
            if (attributes.directed() || attributes.sized() || attributes.text()) {
                throw new EdlException(attributes.at(), "user_check goes with no direction, size or string");
            }
            if (outward) {
                throw new EdlException(
                        attributes.at(), "the host cannot see enclave memory: no user_check in an ocall");
            }
            return;
        }
        if (!attributes.directed()) {
            throw new EdlException(
                    parameter.at(), "`" + parameter.name() + "' is a pointer: in, out or user_check is needed");
        }
        boolean constant = parameter.type().constant() || attributes.has("readonly");
        if (attributes.has("out") && constant) {
            throw new EdlException(attributes.at(), "`" + parameter.name() + "' is constant and cannot be an out");
        }
        if (parameter.type().pointers() > 1) {
            throw new EdlException(
                    parameter.at(), "a pointer to a pointer carries addresses of the other side; use user_check");
        }
    }

    private static void text(Declaration parameter) throws EdlException {
        var attributes = parameter.attributes();
        if (!attributes.text()) {
            return;
        }
        var expected = attributes.has("string") ? "char" : "wchar_t";
        if (attributes.has("string") && attributes.has("wstring")) {
            throw new EdlException(attributes.at(), "string and wstring exclude each other");
        }
        if (!parameter.type().base().c().equals(expected) || parameter.type().pointers() != 1 || parameter.array()) {
            throw new EdlException(attributes.at(), "this attribute is for a " + expected + " pointer");
        }
        if (attributes.sized()) {
            throw new EdlException(attributes.at(), "a string has its own length: no size and no count");
        }
        if (!attributes.has("in")) {
            throw new EdlException(attributes.at(), "a string goes in: its length is not known otherwise");
        }
    }

    private static void measure(Declaration parameter, List<Declaration> all) throws EdlException {
        var attributes = parameter.attributes();
        if (parameter.array() && attributes.sized()) {
            throw new EdlException(attributes.at(), "an array has its size already");
        }
        amounts(parameter, all, "parameter");
    }

    private static void amounts(Declaration declaration, List<Declaration> all, String what) throws EdlException {
        var attributes = declaration.attributes();
        if (declaration.type().base() instanceof EdlType.Nothing
                && !attributes.size().present()) {
            throw new EdlException(declaration.at(), "`" + declaration.name() + "' is a void pointer: size is needed");
        }
        for (var amount : List.of(attributes.size(), attributes.count())) {
            switch (amount) {
                case Amount.Absent() -> {}
                case Amount.Literal(var value) -> {
                    if (value == 0) {
                        throw new EdlException(attributes.at(), "a size and a count are above 0");
                    }
                }
                case Amount.Named named -> named(named, all, what);
            }
        }
    }

    private static void named(Amount.Named named, List<Declaration> all, String what) throws EdlException {
        for (var other : all) {
            if (other.name().equals(named.name())) {
                if (other.indirect() || !other.type().isInteger()) {
                    throw new EdlException(named.at(), "the " + what + " `" + named.name() + "' is no integer");
                }
                return;
            }
        }
        throw new EdlException(named.at(), "there is no " + what + " `" + named.name() + "'");
    }

    private static void deep(Declaration parameter, Checks.Structs structs) throws EdlException {
        if (!structs.deep(parameter.type())) {
            return;
        }
        if (structs.deepMembers(parameter.type()).isEmpty()) {
            throw new EdlException(
                    parameter.at(), "a struct inside this one is copied deeply; that goes one level deep");
        }
        if (!parameter.attributes().has("in")) {
            throw new EdlException(
                    parameter.attributes().at(), "what is copied deeply must go in: its sizes are not known otherwise");
        }
    }
}
