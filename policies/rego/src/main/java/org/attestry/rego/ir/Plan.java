package org.attestry.rego.ir;

import java.util.List;

/** A planned query: its blocks add to the result set. */
public record Plan(String name, List<Block> blocks) {}
