package org.attestry.rego.ir;

import java.util.List;
import org.attestry.rego.ast.Loc;

/**
 * A planned rule or function.
 *
 * @param path as dynamic calls name it
 * @param params locals: input, data, then the arguments
 * @param result the local that holds what it returns
 */
public record Func(String name, List<String> path, List<Integer> params, int result, List<Block> blocks, Loc loc) {}
