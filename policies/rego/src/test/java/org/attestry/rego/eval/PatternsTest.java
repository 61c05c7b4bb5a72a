package org.attestry.rego.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.junit.jupiter.api.Test;

/** What a plan of another planner may hold as well is run statement by statement. */
class PatternsTest {
    private static final int OBJECT = 7;

    private static Stmt insert(Operand key, Operand value, int object) {
        return new Stmt.ObjectInsert(key, value, object, new Loc("plan.json", 1, 1));
    }

    private static Stmt insert(String name, int value) {
        return insert(new Operand.Str(name), new Operand.Local(value), OBJECT);
    }

    private static int entries(Stmt... stmts) {
        return Patterns.entries(List.of(stmts), 0, OBJECT).size();
    }

    @Test
    void entriesOfOneObjectUnderConstantNamesAreOneStatement() {
        assertThat(entries(insert("a", 1), insert("b", 1), insert("c", 2))).isEqualTo(3);
    }

    @Test
    void aNameThatComesAgainIsInsertedByItself() {
        assertThat(entries(insert("a", 1), insert("b", 1), insert("a", 2))).isEqualTo(2);
    }

    @Test
    void anObjectThatHoldsItselfIsInsertedByItself() {
        assertThat(entries(insert("a", 1), insert("b", OBJECT))).isEqualTo(1);
    }

    @Test
    void aNameThatIsNoConstantAndAnEntryOfAnotherObjectEndTheRun() {
        assertThat(entries(insert("a", 1), insert(new Operand.Local(3), new Operand.Local(1), OBJECT)))
                .isEqualTo(1);
        assertThat(entries(insert("a", 1), insert(new Operand.Str("b"), new Operand.Local(1), OBJECT + 1)))
                .isEqualTo(1);
    }
}
