package org.attestry.rego.ir;

import java.util.List;

/** Statements in order; one that is undefined ends the block. */
public record Block(List<Stmt> stmts) {}
