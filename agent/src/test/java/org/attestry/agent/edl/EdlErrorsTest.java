package org.attestry.agent.edl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no EDL: each gets one error that says where, and what. */
class EdlErrorsTest {
    @TempDir
    Path folder;

    /** {@code |} starts a new line of the source. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '~',
            value = {
                "'' ~ 1:1 ~ `enclave' is expected",
                "enclave { trusted { public int f(); }; } ~ 1:41 ~ unexpected end of the file; `;'",
                "enclave { trusted { public int f(); }; }; more ~ 1:43 ~ unexpected `more'",
                "enclave {|  what; }; ~ 2:3 ~ unexpected `what'",
                "enclave { /* never ends ~ 1:11 ~ this comment does not end",
                "enclave { include \"x.h ~ 1:19 ~ this string does not end",
                "enclave { trusted { public int f(int a$); }; }; ~ 1:39 ~ unexpected character `$'",
                "enclave { trusted { public int f(int a[0x10]); }; }; ~ 1:40 ~ no decimal number",
                "enclave { trusted { public int f(int a[99999999999]); }; }; ~ 1:40 ~ is too large",
                "enclave { trusted { public int f([in] int a[0]); }; }; ~ 1:45 ~ fixed size above 0",
                "enclave { trusted { public int f([in] int a[]); }; }; ~ 1:45 ~ fixed size above 0",
                "enclave { trusted { public int f([inn] int *a); }; }; ~ 1:35 ~ unknown attribute `inn'",
                "enclave { trusted { public int f([in, in] int *a); }; }; ~ 1:39 ~ is given twice",
                "enclave { trusted { public int f([in, size=1, size=2] int *a); }; }; ~ 1:47 ~ is given twice",
                "enclave { trusted { public int f([in, sizefunc=g] int *a); }; }; ~ 1:39 ~ deprecated",
                "enclave { trusted { public int f([in, size=] int *a); }; }; ~ 1:44 ~ a number or a parameter's name",
                "enclave { trusted { public int f([in, size=len] int *a); }; }; ~ 1:44 ~ there is no parameter `len'",
                "enclave { trusted { public int f([in, size=b] int *a, float b); }; }; ~ 1:44 ~ is no integer",
                "enclave { trusted { public int f([in, size=a] int *a); }; }; ~ 1:44 ~ is no integer",
                "enclave { trusted { public int f([in, size=0] int *a); }; }; ~ 1:34 ~ above 0",
                "enclave { trusted { public int f(int *a); }; }; ~ 1:39 ~ in, out or user_check is needed",
                "enclave { trusted { public int f([in] int a); }; }; ~ 1:34 ~ is a value and takes no attributes",
                "enclave { trusted { public int f([in] void *a); }; }; ~ 1:45 ~ size is needed",
                "enclave { trusted { public int f([in] int **a); }; }; ~ 1:45 ~ carries addresses",
                "enclave { trusted { public int f([out] const int *a); }; }; ~ 1:34 ~ is constant and cannot be an out",
                "enclave { trusted { public int f([in, user_check] int *a); }; }; ~ 1:34 ~ user_check goes with no",
                "enclave { trusted { public int f([out, string] char *a); }; }; ~ 1:34 ~ a string goes in",
                "enclave { trusted { public int f([in, string] int *a); }; }; ~ 1:34 ~ for a char pointer",
                "enclave { trusted { public int f([in, wstring] char *a); }; }; ~ 1:34 ~ for a wchar_t pointer",
                "enclave { trusted { public int f([in, string, size=4] char *a); }; }; ~ 1:34 ~ a string has its own length",
                "enclave { trusted { public int f([in, isptr] int a); }; }; ~ 1:34 ~ isptr is for a type that a header",
                "enclave { trusted { public int f([in, isary, size=4] foo a); }; }; ~ 1:34 ~ isary goes neither",
                "enclave { trusted { public int f([in, readonly] foo a); }; }; ~ 1:34 ~ readonly needs isptr",
                "enclave { trusted { public int f([in, size=4] int a[4]); }; }; ~ 1:34 ~ an array has its size already",
                "enclave { trusted { public int f(int a, int a); }; }; ~ 1:45 ~ already defined at",
                "enclave { trusted { public int f(); public int f(); }; }; ~ 1:48 ~ `f' is already defined",
                "enclave { trusted { public int f(); }; untrusted { int f(); }; }; ~ 1:56 ~ `f' is already defined",
                "enclave { trusted { public int f() transition_using_threads; public int f_async(); }; }; ~ 1:32 ~ f_async",
                "enclave { trusted { int f(); }; }; ~ 1:25 ~ is private",
                "enclave { trusted { public int *f(); }; }; ~ 1:33 ~ returns an address",
                "enclave { untrusted { int f(); }; }; ~ 1:1 ~ contains no public root ECALL",
                "enclave { trusted { public int f() sl_async; }; }; ~ 1:36 ~ unexpected `sl_async'",
                "enclave { trusted { public int for(); }; }; ~ 1:32 ~ unexpected `for'",
                "enclave { trusted { public int f(); }; untrusted { [dllimport] int g(); }; }; ~ 1:68 ~ dllimport",
                "enclave { trusted { public int f(); }; untrusted { [pascal] int g(); }; }; ~ 1:53 ~ calling convention",
                "enclave { trusted { public int f(); }; untrusted { int g() allow(h); }; }; ~ 1:56 ~ no such trusted",
                "enclave { trusted { public int f(); }; untrusted { int g([user_check] int *a); }; }; ~ 1:58 ~ in an ocall",
                "enclave { from \"no.edl\" import *; trusted { public int f(); }; }; ~ 1:11 ~ there is no file `no.edl'",
                "enclave { from \"secgear_tstdc.edl\" import nope; trusted { public int f(); }; }; ~ 1:43 ~ has no function",
                "enclave { struct s { }; trusted { public int f(); }; }; ~ 1:18 ~ has no member",
                "enclave { struct s { int a; int a; }; trusted { public int f(); }; }; ~ 1:33 ~ already defined",
                "enclave { struct s { int a; }; union s { int b; }; trusted { public int f(); }; }; ~ 1:38 ~ already",
                "enclave { struct s { [in] int *a; }; trusted { public int f(); }; }; ~ 1:22 ~ size and count only",
                "enclave { struct s { [size=n] int *a; }; trusted { public int f(); }; }; ~ 1:28 ~ no member `n'",
                "enclave { struct s { [size=4] int *a; }; trusted { public int f(struct s p); }; }; ~ 1:74 ~ by pointer",
                "enclave { struct s { [size=4] int *a; }; trusted { public int f([out] struct s *p); }; }; ~ 1:65 ~ must go in",
                "enclave { struct s { [size=4] int *a; }; trusted { public struct s f(); }; }; ~ 1:68 ~ cannot be returned",
                "enclave { union u { [size=4] int *a; }; trusted { public int f(); }; }; ~ 1:21 ~ of a union",
                "enclave { trusted { public int f([in, wstring] wchar_t *a) transition_using_threads; }; }; ~ 1:57 ~ wstring",
            })
    void eachMistakeIsNamedWhereItStands(String source, String place, String problem) throws IOException {
        var file = write("broken.edl", source.replace('|', '\n'));
        assertThatThrownBy(() -> new EdlCompiler(List.of()).compile(file))
                .isInstanceOf(EdlException.class)
                .hasMessageStartingWith(file + ":" + place + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void aSwitchlessFunctionOfSeventeenParametersIsRefused() throws IOException {
        var parameters = new StringBuilder("int a0");
        for (int i = 1; i < 17; i++) {
            parameters.append(", int a").append(i);
        }
        var file = write(
                "wide.edl", "enclave { trusted { public int f(" + parameters + ") transition_using_threads; }; };");
        assertThatThrownBy(() -> new EdlCompiler(List.of()).compile(file))
                .hasMessageContaining("at most 16 parameters");
    }

    @Test
    void importsInACircleAreRefusedWhereTheyClose() throws IOException {
        var first = write("first.edl", "enclave { from \"second.edl\" import *; trusted { public int f(); }; };");
        var second = write("second.edl", "enclave {\n from \"first.edl\" import *; };");
        var error = catchThrowableOfType(EdlException.class, () -> new EdlCompiler(List.of()).compile(first));
        assertThat(error).hasMessageContaining("in a circle");
        assertThat(error.position()).isEqualTo(new Position(second.toString(), 2, 2));
    }

    @Test
    void aFileThatImportsItselfIsRefused() throws IOException {
        var file = write("self.edl", "enclave { from \"self.edl\" import *; trusted { public int f(); }; };");
        assertThatThrownBy(() -> new EdlCompiler(List.of()).compile(file)).hasMessageContaining("in a circle");
    }

    @Test
    void aFileOfTenMegabytesIsRefusedWithoutBeingRead() throws IOException {
        var file = write("big.edl", "enclave { trusted { public int f(); }; };" + " ".repeat(10 << 20));
        assertThatThrownBy(() -> new EdlCompiler(List.of()).compile(file)).hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void aNameThatIsNoIdentifierIsRefused() throws IOException {
        var file = write("not-a-name.edl", "enclave { trusted { public int f(); }; };");
        assertThatThrownBy(() -> new EdlCompiler(List.of()).compile(file))
                .hasMessageContaining("cannot start the names");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
