import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars in a folder fit for an AOT cache, which holds no class of a signed jar, none from before Java 6, and no lambda that may be
 * serialized: takes signatures off, gives the old classes of one jar the stack maps that later ones have, and has Scala's lambdas linked
 * plainly ({@link PlainLambdas}).
 *
 * <p>OpenJDK asks no provider for a signature, and checking them takes longer than verifying a report. What vouches for the jars is
 * the digests that Maven checked when it fetched them. The code in the classes stays as it is.
 */
final class PrepareJars {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private PrepareJars() {}

    /** @param arguments the folder, and the name of the artifact whose classes are old and needed by every command */
    public static void main(String[] arguments) throws IOException {
        var lifted = arguments[1] + "-";
        try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (var jar : jars) prepare(jar, jar.getFileName().toString().startsWith(lifted));
        }
    }

    private static void prepare(Path path, boolean lift) throws IOException {
        var prepared = new ByteArrayOutputStream();
        try (var jar = new JarFile(path.toFile(), false);
                var loader = new URLClassLoader(new URL[] {path.toUri().toURL()});
                var out = new ZipOutputStream(prepared)) {
            if (!isSigned(jar) && !(lift && isOld(jar)) && !(isScala(path) && asksForMore(jar))) return;
            for (var entry : jar.stream().toList()) {
                if (isSignature(entry)) continue;
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(content(jar, entry, lift, isScala(path), loader));
                out.closeEntry();
            }
        }
        Files.write(path, prepared.toByteArray());
    }

    /** By the name that libraries for a release of Scala have, and Scala's own. */
    private static boolean isScala(Path jar) {
        return jar.getFileName().toString().matches("scala-library-.*|.*_2\\.13-.*");
    }

    private static boolean asksForMore(JarFile jar) throws IOException {
        for (var entry : jar.stream().toList()) {
            if (!entry.getName().endsWith(".class")) continue;
            var content = jar.getInputStream(entry).readAllBytes();
            if (PlainLambdas.of(content) != content) return true;
        }
        return false;
    }

    private static boolean isSigned(JarFile jar) {
        return jar.stream().anyMatch(PrepareJars::isSignature);
    }

    private static boolean isSignature(ZipEntry entry) {
        return entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }

    private static boolean isOld(JarFile jar) throws IOException {
        for (var entry : jar.stream().toList()) {
            if (entry.getName().endsWith(".class") && isOld(jar.getInputStream(entry).readNBytes(8))) return true;
        }
        return false;
    }

    private static boolean isOld(byte[] classFile) {
        return (classFile[6] << 8 | classFile[7] & 0xff) < FIRST_WITH_STACK_MAPS;
    }

    private static byte[] content(JarFile jar, JarEntry entry, boolean lift, boolean scala, ClassLoader loader)
            throws IOException {
        var content = jar.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) return withoutDigests(jar.getManifest());
        if (!entry.getName().endsWith(".class")) return content;
        if (scala) return PlainLambdas.of(content);
        return lift && isOld(content) ? withStackMaps(content, loader) : content;
    }

    private static byte[] withoutDigests(Manifest manifest) throws IOException {
        var kept = new Manifest();
        kept.getMainAttributes().putAll(manifest.getMainAttributes());
        var out = new ByteArrayOutputStream();
        kept.write(out);
        return out.toByteArray();
    }

    private static byte[] withStackMaps(byte[] content, ClassLoader loader) {
        var hierarchy = ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver());
        var classFile = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        ClassTransform lifted = (builder, element) -> {
            if (element instanceof ClassFileVersion) builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            else builder.with(element);
        };
        return classFile.transformClass(
                classFile.parse(content),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(lifted));
    }
}
