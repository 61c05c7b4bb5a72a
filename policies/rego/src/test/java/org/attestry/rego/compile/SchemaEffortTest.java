package org.attestry.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schemas and annotations take is counted: each row is of one kind of work, whose count it would miss. */
class SchemaEffortTest {
    private static final Loc HERE = new Loc("p.rego", 1, 1);

    /** The fewest steps that {@code work} may have. */
    private static long steps(Supplier<?> work) {
        for (long most = 0; ; most++) {
            try {
                var _ = Effort.within(most, work::get);
                return most;
            } catch (Effort.Over more) {
                assertThat(most).as("steps").isLessThan(10_000);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a schema that is read            | {"type":"string","title":"t","a":1,"b":2}                                           | 4
            what stands beside alternatives  | {"anyOf":[{"type":"string"}],"a":1,"b":2,"c":3,"d":4}                              | 11
            what stands beside parts         | {"allOf":[{"type":"string"}],"a":1,"b":2,"c":3,"d":4}                              | 11
            a type that is referred to again | {"properties":{"a":{"$ref":"#/d"},"b":{"$ref":"#/d"}},"d":{"properties":{"x":{"type":"string"},"y":{"type":"string"},"z":{"type":"string"}}}} | 15
            types that are joined            | {"allOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"null"}}}]} | 12
            """)
    void aSchemaTakesStepsForAllThatIsReadAndCopied(String work, String schema, long steps) {
        assertThat(steps(() -> SchemaTypes.of(JsonReader.read(schema))))
                .as(work)
                .isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} paths")
    @CsvSource({"0, 0", "1, 100", "7, 700"})
    void eachPathOfAnAnnotationTakesItsReading(int paths, long steps) {
        var pairs = "{\"input\":{}},".repeat(paths);
        var annotation = (RegoObject) JsonReader.read("{\"schemas\":[" + pairs.replaceAll(",$", "") + "]}");
        var schemas = new SchemaAnnotations(Map.of(), new Errors());
        assertThat(steps(() -> schemas.of(annotation, HERE))).isEqualTo(steps);
    }

    /** The path of the rule, and that of each package around it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"a, 2", "a.b.c.d, 14", "a.b.c.d.e.f.g.h, 44"})
    void theChainOfARuleTakesTheLengthOfEveryPathInIt(String name, long steps) throws RegoCompileException {
        var module = module("package " + name + "\nx := 1");
        var metadata = metadata(module);
        assertThat(steps(() -> metadata.of(module, module.rules().getFirst()))).isEqualTo(steps);
    }

    /** A link of the chain is an object of a path of two steps. */
    @Test
    void eachTermThatIsMadeOfAChainIsKept() throws RegoCompileException {
        var module = module("package a\nx := 1");
        var metadata = metadata(module);
        var chain = Effort.within(100, () -> metadata.of(module, module.rules().getFirst()));
        assertThat(steps(() -> chain.chain(HERE))).isEqualTo(60);
    }

    private static Module module(String source) throws RegoCompileException {
        return Effort.within(10_000, () -> Parser.module("p.rego", source, RegoVersion.V1, Limits.DEFAULT));
    }

    private static Metadata metadata(Module module) {
        var errors = new Errors();
        return Effort.within(
                10_000, () -> new Metadata(List.of(module), new SchemaAnnotations(Map.of(), errors), errors));
    }
}
