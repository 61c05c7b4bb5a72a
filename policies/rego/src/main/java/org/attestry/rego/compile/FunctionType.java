package org.attestry.rego.compile;

import java.util.List;

/** What a function takes and gives. */
public record FunctionType(List<StaticType> params, StaticType result) {
    public FunctionType {
        params = List.copyOf(params);
    }
}
