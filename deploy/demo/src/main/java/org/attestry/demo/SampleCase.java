package org.attestry.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;

/** Writes a folder with one case of a fake vendor: something to verify where nothing is at hand, as when the launcher prepares. */
public final class SampleCase {
    private SampleCase() {}

    public static void main(String[] arguments) throws IOException {
        var random = new SecureRandom();
        var vendor = new FakeAmd(
                Product.MILAN,
                FakeAmdKeys.fresh(FakeAmdKeys.QUICK, Cryptos.installed()),
                Clock.systemUTC().instant());
        write(Files.createDirectories(Path.of(arguments[0])), vendor, SimulatedSnp.on(vendor, random));
    }

    private static void write(Path folder, FakeAmd vendor, SimulatedSnp guest) throws IOException {
        var binding = ReportBinding.of(64, Bytes.utf8("a nonce to be seen"), Bytes.EMPTY);
        var evidence = guest.attest(binding);
        var document = Json.object().put("tee", "snp").put("kind", evidence.format());
        var files = new TreeMap<String, Bytes>(evidence.attachments());
        files.put("evidence", evidence.body());
        files.put("trust_root", vendor.ark());
        files.put("crl", vendor.crl());
        var names = document.putObject("files");
        for (var file : files.entrySet()) {
            names.put(file.getKey(), file.getKey() + ".bin");
            Files.write(folder.resolve(file.getKey() + ".bin"), file.getValue().toArray());
        }
        document.putObject("inputs").put("expected_report_data", binding.hex());
        document.putNull("verify_at");
        Files.writeString(folder.resolve("case.json"), Json.pretty(document));
    }
}
