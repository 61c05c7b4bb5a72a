package org.attestry.rego.tool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;

/** An appraisal of realistic size: a trust vector of eight claims, a dozen look-ups, a status and a nonce. */
final class BenchmarkPolicy {
    static final String ENTRYPOINT = "data.bench.result";
    static final String SOURCE = """
            package bench

            default instance_identity := 97

            instance_identity := 2 if input.platform.id in data.reference.platforms

            default configuration := 36

            configuration := 2 if {
              input.platform.debug == false
              every option in input.platform.options { option.value in data.reference.options }
            }

            default executables := 33

            executables := 3 if {
              input.launch.firmware in data.reference.firmware
              input.launch.kernel in data.reference.kernel
              input.launch.initrd in data.reference.initrd
              input.launch.cmdline in data.reference.cmdline
            }

            default file_system := 35

            file_system := 2 if input.launch.rootfs in data.reference.rootfs

            default hardware := 97

            hardware := 2 if {
              input.tcb.bootloader >= data.minimum.bootloader
              input.tcb.microcode >= data.minimum.microcode
              input.tcb.snp >= data.minimum.snp
              input.tcb.tee >= data.minimum.tee
            } else := 32 if {
              input.tcb.bootloader >= data.minimum.bootloader
            }

            default runtime_opaque := 32

            runtime_opaque := 2 if not input.platform.smt

            default storage_opaque := 32

            storage_opaque := 2 if input.platform.migration == false

            default sourced_data := 99

            sourced_data := 0 if input.source in {"guest", "host"}

            problems contains sprintf("option %s is not known", [option.name]) if {
              some option in input.platform.options
              not option.value in data.reference.options
            }

            problems contains "the nonce is not ours" if input.nonce != input.expected_nonce

            vector := {
              "instance_identity": instance_identity, "configuration": configuration, "executables": executables,
              "file_system": file_system, "hardware": hardware, "runtime_opaque": runtime_opaque,
              "storage_opaque": storage_opaque, "sourced_data": sourced_data,
            }

            default status := "contraindicated"

            status := "affirming" if {
              count(problems) == 0
              every _, claim in vector { claim <= 31 }
            }

            result := {"status": status, "vector": vector, "problems": problems}
            """;

    private BenchmarkPolicy() {}

    static String digest(String of) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-384").digest(of.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reference lists of {@code size} digests each. */
    static RegoObject data(int size) {
        var reference = Building.object(8);
        for (var list : new String[] {"platforms", "options", "firmware", "kernel", "initrd", "cmdline", "rootfs"}) {
            var values = Building.array(size);
            for (int i = 0; i < size; i++) Building.append(values, RegoString.of(digest(list + i)));
            Building.put(reference, RegoString.of(list), values);
        }
        return RegoObject.of(
                "reference",
                reference,
                "minimum",
                JsonReader.read("{\"bootloader\":3,\"microcode\":115,\"snp\":8,\"tee\":0}"));
    }

    /** An input that is affirmed; its look-ups hit in the middle of the lists. */
    static RegoObject input(int size) {
        int at = size / 2;
        var options = Building.array(4);
        for (var name : new String[] {"policy", "host", "guest", "vmpl"}) {
            Building.append(
                    options,
                    RegoObject.of(
                            "name",
                            RegoString.of(name),
                            "value",
                            RegoString.of(digest("options" + (at + options.size())))));
        }
        var platform = RegoObject.of(
                "id",
                RegoString.of(digest("platforms" + at)),
                "debug",
                JsonReader.read("false"),
                "smt",
                JsonReader.read("false"),
                "migration",
                JsonReader.read("false"),
                "options",
                options);
        var launch = Building.object(5);
        for (var list : new String[] {"firmware", "kernel", "initrd", "cmdline", "rootfs"})
            Building.put(launch, RegoString.of(list), RegoString.of(digest(list + at)));
        return RegoObject.of(
                "platform", platform,
                "launch", launch,
                "tcb", JsonReader.read("{\"bootloader\":3,\"microcode\":209,\"snp\":20,\"tee\":0}"),
                "source", RegoString.of("guest"),
                "nonce", RegoString.of(digest("nonce")),
                "expected_nonce", RegoString.of(digest("nonce")));
    }
}
