package org.attestry.rego.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.RegoModule;
import org.attestry.rego.ast.Module;
import org.attestry.rego.bundle.Bundle;
import org.attestry.rego.bundle.BundleException;
import org.attestry.rego.bundle.BundleTrust;
import org.attestry.rego.bundle.DataTree;
import org.attestry.rego.bundle.SourceText;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.RegoObject;

/**
 * Policies and data as they lie in folders.
 *
 * <p>{@code *.rego} are modules. {@code data.json} and {@code data.yaml} hold the data of the folder they lie in, seen
 * from the path that was given; a JSON or YAML file that is given itself is data at the root. A {@code .tar.gz} that is given
 * itself is a bundle.
 *
 * @param modules in the order of their paths
 */
public record PolicyFiles(List<RegoModule> modules, RegoObject data) {
    public PolicyFiles {
        modules = List.copyOf(modules);
    }

    /**
     * Loads files, folders and bundles.
     *
     * @param version of modules that are in no bundle
     * @param trust which bundles are taken
     * @throws IOException where a file or folder cannot be read, is no UTF-8, holds no JSON or YAML, or is no bundle; data that overlap are
     *     refused
     */
    public static PolicyFiles load(List<Path> paths, RegoVersion version, BundleTrust trust) throws IOException {
        var modules = new ArrayList<RegoModule>();
        var data = new DataTree();
        for (var path : paths) {
            for (var file : below(path)) {
                var name = file.getFileName().toString();
                if (name.endsWith(".rego")) {
                    modules.add(new RegoModule(file.toString(), text(file), version));
                } else if (file.equals(path) && name.endsWith(".tar.gz")) {
                    unpack(file, trust, modules, data);
                } else if (DataTree.isData(name) && (file.equals(path) || name.startsWith("data."))) {
                    data.add(file.toString(), folders(path, file), Files.readAllBytes(file));
                }
            }
        }
        return new PolicyFiles(modules, data.root());
    }

    /** All files below {@code path}, or {@code path} where it is one; a folder that cannot be read is an exception, never left out. */
    static List<Path> below(Path path) throws IOException {
        try (var walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void unpack(Path file, BundleTrust trust, List<RegoModule> modules, DataTree data)
            throws IOException {
        try (var archive = Files.newInputStream(file)) {
            var bundle = Bundle.read(archive, trust);
            modules.addAll(bundle.modules());
            data.add(file.toString(), bundle.data());
        } catch (BundleException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> folders(Path root, Path file) {
        var folder = root.equals(file) ? null : root.relativize(file).getParent();
        var names = new ArrayList<String>();
        if (folder != null) folder.forEach(name -> names.add(name.toString()));
        return names;
    }

    /**
     * The modules as syntax.
     *
     * @throws RegoCompileException where one is no Rego
     */
    List<Module> parsed() throws RegoCompileException {
        var parsed = new ArrayList<Module>();
        for (var source : modules) {
            parsed.add(Parser.module(source.file(), source.text(), source.version(), Limits.DEFAULT));
        }
        return parsed;
    }

    /** The text of a file. */
    static String text(Path file) throws IOException {
        return SourceText.of(file.toString(), Files.readAllBytes(file));
    }
}
