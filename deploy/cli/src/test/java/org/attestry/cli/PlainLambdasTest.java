package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lambdas the build links plainly, and which keep all that they ask for (ADR 9). */
class PlainLambdasTest {
    private static final ClassDesc SELF = ClassDesc.of("Lambdas");
    private static final ClassDesc FACTORY = ClassDesc.of(LambdaMetafactory.class.getName());
    private static final ClassDesc SCALA = ClassDesc.of("scala.Function1");
    private static final ClassDesc JAVA = ClassDesc.of(Function.class.getName());
    private static final ClassDesc SERIALIZABLE = ClassDesc.of(Serializable.class.getName());
    private static final ClassDesc FOREIGN = ClassDesc.of(RandomAccess.class.getName());
    private static final MethodTypeDesc ERASED = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    private static final MethodTypeDesc OWN = MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String);

    static Stream<Arguments> lambdas() {
        return Stream.of(
                Arguments.of("serializable", true, List.of(SCALA), List.of(1)),
                Arguments.of("serializable, of Java", true, List.of(JAVA), List.of(1)),
                Arguments.of("nothing besides", true, List.of(SCALA), List.of(0)),
                Arguments.of("marked as serializable", true, List.of(SCALA), List.of(3, 1, SERIALIZABLE)),
                Arguments.of("a function with a bridge", true, List.of(SCALA), List.of(5, 1, OWN)),
                Arguments.of("all of it", true, List.of(SCALA), List.of(7, 1, SERIALIZABLE, 1, OWN)),
                Arguments.of("a foreign marker", false, List.of(SCALA), List.of(2, 1, FOREIGN)),
                Arguments.of("one beside another", false, List.of(SCALA), List.of(3, 2, SERIALIZABLE, FOREIGN)),
                Arguments.of("a bridge that Java can name", false, List.of(JAVA), List.of(5, 1, OWN)),
                Arguments.of("one that one of two can name", false, List.of(SCALA, JAVA), List.of(5, 1, OWN)),
                Arguments.of("a flag of a later release", false, List.of(SCALA), List.of(9)));
    }

    @ParameterizedTest(name = "{0}: plain {1}")
    @MethodSource("lambdas")
    void onlyWhatAsksForNothingThatCountsIsLinkedPlainly(
            String name, boolean plain, List<ClassDesc> made, List<ConstantDesc> asked, @TempDir Path folder)
            throws Exception {
        var before = assembled(made, asked);
        var after = changed(before, folder);

        if (!plain) assertThat(after).as(name).isSameAs(before);
        else assertThat(bootstrap(after)).as(name).isEqualTo("metafactory " + bootstrap(before, 3));
        assertThat(ClassFile.of().verify(after)).isEmpty();
    }

    /** A class with a method for each interface of {@code made}, whose lambdas have one bootstrap method. */
    private static byte[] assembled(List<ClassDesc> made, List<ConstantDesc> asked) {
        var called = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, SELF, "called", OWN);
        var arguments = new ArrayList<ConstantDesc>(List.of(ERASED, called, OWN));
        arguments.addAll(asked);
        var factory = ConstantDescs.ofCallsiteBootstrap(
                FACTORY, "altMetafactory", ConstantDescs.CD_CallSite, ConstantDescs.CD_Object.arrayType());
        return ClassFile.of().build(SELF, builder -> {
            for (int i = 0; i < made.size(); i++) {
                var type = MethodTypeDesc.of(made.get(i));
                var site = DynamicCallSiteDesc.of(factory, "apply", type, arguments.toArray(ConstantDesc[]::new));
                builder.withMethodBody(
                        "make" + i,
                        type,
                        ClassFile.ACC_STATIC,
                        code -> code.invokedynamic(site).areturn());
            }
            builder.withMethodBody(
                    "called", OWN, ClassFile.ACC_STATIC, code -> code.aload(0).areturn());
        });
    }

    /** The one bootstrap method of a class: its name and arguments. */
    private static String bootstrap(byte[] classFile) {
        return methodOf(classFile) + " " + bootstrap(classFile, Integer.MAX_VALUE);
    }

    private static String methodOf(byte[] classFile) {
        var methods = ClassFile.of().parse(classFile).findAttribute(Attributes.bootstrapMethods());
        return methods.orElseThrow()
                .bootstrapMethods()
                .getFirst()
                .bootstrapMethod()
                .reference()
                .name()
                .stringValue();
    }

    private static String bootstrap(byte[] classFile, int arguments) {
        var methods = ClassFile.of().parse(classFile).findAttribute(Attributes.bootstrapMethods());
        return methods.orElseThrow().bootstrapMethods().getFirst().arguments().stream()
                .limit(arguments)
                .map(argument -> argument.constantValue().toString())
                .toList()
                .toString();
    }

    /** By the tool as the build runs it: a source file that no module holds. */
    private static byte[] changed(byte[] classFile, Path folder) throws Exception {
        var source = Path.of("src", "build", "PlainLambdas.java").toString();
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", folder.toString(), source))
                .isZero();
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method tool = loader.loadClass("PlainLambdas").getDeclaredMethod("of", byte[].class);
            tool.setAccessible(true);
            return (byte[]) tool.invoke(null, (Object) classFile);
        }
    }
}
