import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Unpacks the native libraries that jars in a folder carry into its folder {@code native}, by kind of machine, where the launcher tells
 * the JVM to look for them.
 *
 * <p>A library that is unpacked at each start takes time at each start, wants a temporary folder that is executable, and stays there
 * when the process is killed.
 */
final class UnpackNatives {
    /** Where a library lies, and for which kind of machine it is, as in the names of jars. */
    private record Library(String jar, String entry, String machine) {
        String file() {
            return entry.substring(entry.lastIndexOf('/') + 1);
        }
    }

    private static final String ACCP_ENTRY = "com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";

    private static final List<Library> LIBRARIES = List.of(
            new Library("rocksdbjni-*.jar", "librocksdbjni-linux64.so", "linux-x86_64"),
            new Library("rocksdbjni-*.jar", "librocksdbjni-linux-aarch64.so", "linux-aarch_64"),
            new Library("AmazonCorrettoCryptoProvider-*-linux-x86_64.jar", ACCP_ENTRY, "linux-x86_64"),
            new Library("AmazonCorrettoCryptoProvider-*-linux-aarch_64.jar", ACCP_ENTRY, "linux-aarch_64"));

    private UnpackNatives() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        for (var library : LIBRARIES) unpack(folder, library);
    }

    private static void unpack(Path folder, Library library) throws IOException {
        var target = Files.createDirectories(folder.resolve("native").resolve(library.machine())).resolve(library.file());
        try (var jar = new JarFile(only(folder, library.jar()).toFile(), false)) {
            var entry = jar.getEntry(library.entry());
            if (entry == null) throw new IOException(jar.getName() + " has no " + library.entry() + " any more");
            // A new file in place of the old one, which a running process may have mapped.
            var fresh = target.resolveSibling(target.getFileName() + ".new");
            try (var in = jar.getInputStream(entry)) {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, pattern)) {
            var found = jars.iterator();
            if (!found.hasNext()) throw new IOException("no " + pattern + " in " + folder);
            var jar = found.next();
            if (found.hasNext()) throw new IOException("more than one " + pattern + " in " + folder);
            return jar;
        }
    }
}
