package org.attestry.cluster.entity;

import org.attestry.cluster.http.Problem;

/** A version number in a path: 1 to 999999999, without leading zeros. */
public final class VersionNumber {
    private VersionNumber() {}

    /** The number that {@code segment} is; anything else names nothing that exists. */
    public static int parse(String segment) {
        if (!segment.matches("[1-9][0-9]{0,8}")) {
            throw Problem.refuse(Problem.Kind.NOT_FOUND, "a version is a whole number from 1 on");
        }
        return Integer.parseInt(segment);
    }
}
