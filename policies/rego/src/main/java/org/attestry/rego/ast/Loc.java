package org.attestry.rego.ast;

import org.attestry.rego.error.RegoError;

/** A position in source; row and column count from 1. */
public record Loc(String file, int row, int col) {
    public RegoError error(String code, String message) {
        return new RegoError(code, file, row, col, message);
    }

    @Override
    public String toString() {
        return file + ":" + row + ":" + col;
    }
}
