package org.attestry.rego.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.attestry.rego.syntax.RegoVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {
    private static final BundleTrust UNSIGNED = new BundleTrust.Unsigned();
    private static final KeyPair KEYS = keys();

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("/.manifest", "{\"revision\": \"r1\", \"roots\": [\"p\", \"limits\"]}");
        files.put("/p/policy.rego", "package p\n\nallow if input.svn >= data.limits.svn\n");
        files.put("/limits/data.json", "{ \"svn\": 5, \"a\": 1.0 }");
        return files;
    }

    private static byte[] archive(Map<String, String> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static Bundle read(Map<String, String> files, BundleTrust trust) throws IOException {
        return Bundle.read(new ByteArrayInputStream(archive(files)), trust);
    }

    private static Map<String, String> with(String path, String content) {
        var files = files();
        files.put(path, content);
        return files;
    }

    @Test
    void modulesAndDataComeOutUnderTheirFolders() throws Exception {
        var bundle = read(files(), UNSIGNED);
        assertThat(bundle.modules()).hasSize(1);
        assertThat(bundle.data()).hasToString("{\"limits\": {\"a\": 1.0, \"svn\": 5}}");
        assertThat(bundle.manifest().revision()).isEqualTo("r1");
    }

    @Test
    void theManifestSaysWhichVersionOfRegoAModuleIs() throws Exception {
        var files = with("/.manifest", "{\"rego_version\": 1, \"file_rego_versions\": {\"/p/old*.rego\": 0}}");
        files.put("p/old_one.rego", "package p\n\ndeny[x] { x := 1 }\n");
        assertThat(read(files, UNSIGNED).modules().getFirst().version()).isEqualTo(RegoVersion.V0);
        assertThat(read(files, UNSIGNED).modules().getLast().version()).isEqualTo(RegoVersion.V1);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "../x.rego             | package p             | leads outside",
                "a//b.rego             | package p             | leads outside",
                "/.manifest            | []                    | no object",
                "/.manifest            | {\"roots\": [\"p\", \"p/q\"]}  | roots overlap",
                "/.manifest            | {\"roots\": [\"q\"]}  | do not own the package p",
                "/.manifest            | {\"roots\": [\"p\"]}  | do not own the data at limits",
                "/.manifest            | {\"rego_version\": 7} | no version of Rego",
                "/q.rego               | package q             | do not own the package q",
                "/p/broken.rego        | package               | rego_parse_error",
                "/data.json            | {\"limits\": 1}       | given twice",
                "/p/data.json          | {                     | p/data.json",
                "/patch.json           | {}                    | a delta",
                "/.signatures.json     | {}                    | no key was given",
            })
    void whatIsNoBundleIsRefused(String path, String content, String why) {
        assertThatThrownBy(() -> read(with(path, content), UNSIGNED))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThatThrownBy(() -> Bundle.read(new ByteArrayInputStream(new byte[] {1, 2, 3}), UNSIGNED))
                .isInstanceOf(BundleException.class);
    }

    private static Map<String, String> signed(String payload) throws GeneralSecurityException {
        var header = base64("{\"alg\": \"RS256\"}".getBytes(StandardCharsets.UTF_8));
        var signing = header + "." + base64(payload.getBytes(StandardCharsets.UTF_8));
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(KEYS.getPrivate());
        signer.update(signing.getBytes(StandardCharsets.UTF_8));
        return with(".signatures.json", "{\"signatures\": [\"" + signing + "." + base64(signer.sign()) + "\"]}");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Structured files are hashed as OPA writes them: sorted, without white space, numbers as they stand. */
    private static String payload(String more) throws GeneralSecurityException {
        var hashed = Map.of(
                ".manifest", "{\"revision\":\"r1\",\"roots\":[\"p\",\"limits\"]}",
                "p/policy.rego", files().getOrDefault("/p/policy.rego", ""),
                "limits/data.json", "{\"a\":1.0,\"svn\":5}");
        var digest = MessageDigest.getInstance("SHA-256");
        return hashed.entrySet().stream()
                .map(file -> "{\"name\": \"%s\", \"algorithm\": \"SHA-256\", \"hash\": \"%s\"}"
                        .formatted(
                                file.getKey(),
                                HexFormat.of()
                                        .formatHex(digest.digest(file.getValue().getBytes(StandardCharsets.UTF_8)))))
                .collect(Collectors.joining(", ", "{\"files\": [", "]" + more + "}"));
    }

    private static BundleTrust.SignedBy trust(String scope) {
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return new BundleTrust.SignedBy(Optional.of("k1"), "RS256", pem, scope);
    }

    @Test
    void aBundleThatTheKeySignedIsTaken() throws Exception {
        assertThat(read(signed(payload("")), trust("")).modules()).hasSize(1);
        assertThat(read(signed(payload(", \"scope\": \"write\", \"keyid\": \"k1\"")), trust("write"))
                        .modules())
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/limits/data.json | { \"svn\": 6, \"a\": 1.0 } | is not what was signed",
                "/limits/data.json | { \"svn\": 5, \"a\": 1 }   | is not what was signed",
                "/p/policy.rego    | package p                  | is not what was signed",
                "/p/more.rego      | package p                  | is not signed",
                ".signatures.json  | {\"signatures\": []}       | one JWT",
                ".signatures.json  | {\"signatures\": [\"a.b.c\"]} | .signatures.json",
            })
    void aFileThatTheSignatureDoesNotCoverIsRefused(String path, String content, String why) throws Exception {
        var files = signed(payload(""));
        files.put(path, content);
        assertThatThrownBy(() -> read(files, trust("")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMissingSignatureAnotherScopeAnotherKeyAndAnotherAlgorithmAreRefused() throws Exception {
        assertThatThrownBy(() -> read(files(), trust(""))).hasMessageContaining("not signed");
        assertThatThrownBy(() -> read(signed(payload("")), trust("write"))).hasMessageContaining("scope");
        assertThatThrownBy(() -> read(signed(payload(", \"keyid\": \"k2\"")), trust("")))
                .hasMessageContaining("k2");
        assertThatThrownBy(() -> read(
                        signed(payload("")),
                        new BundleTrust.SignedBy(
                                Optional.empty(), "RS512", trust("").key(), "")))
                .hasMessageContaining("not signed by the key");
        assertThatThrownBy(() -> read(signed(payload("").replace("SHA-256", "SHA-1")), trust("")))
                .hasMessageContaining("no digest that is taken");
    }
}
