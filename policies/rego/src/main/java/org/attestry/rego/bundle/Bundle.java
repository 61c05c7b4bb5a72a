package org.attestry.rego.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.attestry.rego.RegoModule;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/**
 * A bundle of OPA that came out of its {@code tar.gz} as its manifest and signature promise.
 *
 * <p>Modules are the files {@code *.rego}; data are {@code data.json}, {@code data.yaml} and {@code data.yml}, each below the
 * folders it lies in. Compiled policies ({@code policy.wasm}, {@code plan.json}) and other files are not used. Source: OPA,
 * bundles, bundle file format.
 *
 * @param modules in the order of their paths
 */
public record Bundle(List<RegoModule> modules, RegoObject data, Manifest manifest) {
    public Bundle {
        modules = List.copyOf(modules);
    }

    /**
     * Reads an archive.
     *
     * @throws BundleException where it is no bundle, is signed by nobody who is trusted, or holds what its manifest's roots
     *     do not own
     */
    public static Bundle read(InputStream archive, BundleTrust trust) throws BundleException {
        var files = Archive.files(archive);
        BundleSignature.check(files, trust);
        if (files.containsKey("patch.json")) throw new BundleException("it is a delta of another bundle");
        var manifestFile = files.get(".manifest");
        var manifest = manifestFile == null ? Manifest.NONE : Manifest.read(manifestFile);
        var bundle = new Bundle(modules(files, manifest), data(files), manifest);
        bundle.checkRoots();
        return bundle;
    }

    private static List<RegoModule> modules(SortedMap<String, byte[]> files, Manifest manifest) throws BundleException {
        var modules = new ArrayList<RegoModule>();
        for (var file : files.entrySet()) {
            var path = file.getKey();
            if (!path.endsWith(".rego")) continue;
            modules.add(new RegoModule(path, text(path, file.getValue()), manifest.versionOf(path)));
        }
        return modules;
    }

    private static String text(String path, byte[] content) throws BundleException {
        try {
            return SourceText.of(path, content);
        } catch (IOException e) {
            throw new BundleException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RegoObject data(SortedMap<String, byte[]> files) throws BundleException {
        var tree = new DataTree();
        for (var file : files.entrySet()) {
            var steps = List.of(file.getKey().split("/", -1));
            if (!steps.getLast().matches("data\\.(json|ya?ml)")) continue;
            try {
                tree.add(file.getKey(), steps.subList(0, steps.size() - 1), file.getValue());
            } catch (IOException e) {
                throw new BundleException(String.valueOf(e.getMessage()), e);
            }
        }
        return tree.root();
    }

    private void checkRoots() throws BundleException {
        for (var module : modules) {
            var path = packageOf(module);
            if (!manifest.owns(path))
                throw new BundleException(module.file() + ": the roots do not own the package " + path);
        }
        checkRoots(data, "");
    }

    private static String packageOf(RegoModule module) throws BundleException {
        try {
            var steps = new ArrayList<String>();
            var parsed = Parser.module(module.file(), module.text(), module.version(), Limits.DEFAULT);
            for (var step : parsed.path().path()) steps.add(name(((Scalar) step).value()));
            return String.join("/", steps);
        } catch (RegoCompileException e) {
            throw new BundleException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String name(RegoValue key) {
        return key instanceof RegoString text ? text.value() : key.toString();
    }

    private void checkRoots(RegoObject object, String at) throws BundleException {
        for (var key : object.keys()) {
            var path = at.isEmpty() ? name(key) : at + "/" + name(key);
            if (manifest.owns(path)) continue;
            boolean above = manifest.roots().stream().anyMatch(root -> root.startsWith(path + "/"));
            if (!above || !(object.get(key) instanceof RegoObject inner))
                throw new BundleException("the roots do not own the data at " + path);
            checkRoots(inner, path);
        }
    }
}
