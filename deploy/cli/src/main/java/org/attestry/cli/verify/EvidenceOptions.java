package org.attestry.cli.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attestry.bytes.Bytes;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.UserFiles;
import org.attestry.config.Nearest;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Evidence and what goes with it, file by file. */
final class EvidenceOptions {

    @Option(
            names = "--tee",
            paramLabel = "TEE",
            description = "The kind of TEE: snp, …; picks the usual evidence format.")
    @Nullable
    String tee;

    @Option(names = "--format", paramLabel = "FORMAT", description = "The evidence format, where --tee is not enough.")
    @Nullable
    String format;

    @Option(names = "--evidence", paramLabel = "FILE", description = "The evidence, as the TEE made it.")
    @Nullable
    Path evidence;

    @Option(
            names = "--endorsement",
            paramLabel = "ROLE=FILE",
            description =
                    "Material to verify with: trust_root, intermediate, endorsement_key_cert, crl, …; may be repeated.")
    List<String> endorsements = new ArrayList<>();

    @Option(
            names = "--attachment",
            paramLabel = "ROLE=FILE",
            description =
                    "Something that the attester sent along with the evidence: auxblob, uvm_reference_info, …; one of each role.")
    List<String> attachments = new ArrayList<>();

    @Option(
            names = "--nonce",
            paramLabel = "HEX",
            description =
                    "The octets that the evidence has to be bound to, all of them. Without it freshness is not checked.")
    @Nullable
    String nonce;

    boolean given() {
        return tee != null
                || format != null
                || evidence != null
                || nonce != null
                || !endorsements.isEmpty()
                || !attachments.isEmpty();
    }

    Evidence evidence(InstalledVerifiers installed) {
        if (evidence == null)
            throw CommandFailed.usage("no evidence: give --case DIR, or --tee TEE and --evidence FILE");
        var kind = kind(installed);
        var known = installed.verifiers().attachmentRoles(kind);
        var attached = new TreeMap<String, Bytes>();
        roles(attachments).forEach((role, items) -> {
            requireKnown("--attachment", role, known);
            if (items.size() > 1) throw CommandFailed.usage("--attachment: " + role + " is given twice");
            attached.put(role, items.getFirst());
        });
        return new Evidence(kind, UserFiles.octets(evidence), attached);
    }

    private String kind(InstalledVerifiers installed) {
        if (format != null) return installed.format("--format", format);
        if (tee != null) return installed.format("--tee", tee);
        throw CommandFailed.usage("of what kind is the evidence? give --tee or --format");
    }

    Endorsements endorsements() {
        var byRole = roles(endorsements);
        byRole.keySet().forEach(role -> requireKnown("--endorsement", role, Roles.OF_ENDORSEMENTS));
        return new Endorsements(byRole);
    }

    /** A role that no verifier asks for would leave its check out without a word. */
    private static void requireKnown(String option, String role, Set<String> known) {
        if (known.contains(role)) return;
        var near = Nearest.to(role, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        var all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
        throw CommandFailed.usage(option + ": no such role '" + role + "'" + near + "\nroles are " + all);
    }

    Expected expected() {
        if (nonce == null) return new Expected.Unchallenged();
        try {
            return new Expected.Bound(Bytes.fromHex(nonce));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--nonce is not a whole number of octets in hexadecimal digits");
        }
    }

    private static SortedMap<String, List<Bytes>> roles(List<String> given) {
        var byRole = new TreeMap<String, List<Bytes>>();
        for (var item : given) {
            int equals = item.indexOf('=');
            if (equals < 1) throw CommandFailed.usage("not of the form ROLE=FILE: " + item);
            byRole.computeIfAbsent(item.substring(0, equals), _ -> new ArrayList<>())
                    .add(UserFiles.octets(Path.of(item.substring(equals + 1))));
        }
        return byRole;
    }
}
