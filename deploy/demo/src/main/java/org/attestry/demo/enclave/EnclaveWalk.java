package org.attestry.demo.enclave;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.attestry.agent.enclave.EnclaveCallException;
import org.attestry.agent.enclave.TypedCall;
import org.attestry.cli.output.Json;

/** Goes through everything that an enclave is for, checking each answer; {@link IllegalStateException} where one is wrong. */
final class EnclaveWalk {
    private static final int PENDING = 4;
    private static final int DOZE = 5;
    private static final int LONG_MILLIS = 20_000;
    private static final byte[] SECRET = "the key to everything".getBytes(StandardCharsets.UTF_8);

    private final OpenVault vault;
    private final BiConsumer<String, List<String>> told;
    private final ObjectNode findings = Json.object();

    EnclaveWalk(OpenVault vault, BiConsumer<String, List<String>> told) {
        this.vault = vault;
        this.told = told;
    }

    ObjectNode findings() {
        return findings;
    }

    void calls() {
        var proxies = vault.borrowed();
        told.accept("An ordinary call", List.of("add(40, 2) = " + required(42, proxies.add(40, 2))));
        var ordinary = CallRates.ordinary(proxies);
        var switchless = CallRates.switchless(proxies);
        var async = CallRates.async(vault.enclave());
        told.accept(
                CallRates.CALLS + " calls of each kind, every answer right, microseconds a call",
                List.of(
                        "kind            p50      p99",
                        row("ordinary", ordinary),
                        row("switchless", switchless),
                        row("async", async)));
        told.accept(
                "An ocall: the enclave asks its host", List.of("ask_host(21) = " + required(42, proxies.ask_host(21))));
    }

    private String row(String kind, CallRates.Rate rate) {
        findings.putObject(kind).put("p50_us", rate.p50()).put("p99_us", rate.p99());
        return String.format(Locale.ROOT, "%-10s %8.2f %8.2f", kind, rate.p50(), rate.p99());
    }

    /** The sealed secret, which the same enclave can read again. */
    byte[] seal() {
        var proxies = vault.borrowed();
        var sealed = new byte[proxies.sealed_size(SECRET.length)];
        var _ = required(0, proxies.seal(SECRET, SECRET.length, sealed, sealed.length));
        told.accept(
                "Seal: " + SECRET.length + " octets become " + sealed.length + ", which only this enclave can read",
                List.of());
        return sealed;
    }

    void unseal(byte[] sealed) {
        var proxies = vault.borrowed();
        var secret = new byte[SECRET.length];
        var _ = required(0, proxies.unseal(sealed, sealed.length, secret, secret.length));
        if (!Arrays.equals(secret, SECRET)) throw new IllegalStateException("another secret came back");
        sealed[sealed.length - 1] ^= 1;
        int altered = proxies.unseal(sealed, sealed.length, secret, secret.length);
        sealed[sealed.length - 1] ^= 1;
        if (altered == 0) throw new IllegalStateException("altered data were unsealed");
        told.accept(
                "Unseal: the secret is back, and one altered bit is refused", List.of("code 0x%x".formatted(altered)));
    }

    /** Waits for what the session does by itself: the enclave is attested once it is open, and again before that ages out. */
    void attest(Path image) throws InterruptedException {
        var attested = vault.attested();
        findings.put("token", new String(attested.proof().toArray(), StandardCharsets.US_ASCII));
        told.accept(
                "Attest: agent and service agree on what runs",
                List.of(
                        "image    " + EnclaveAttestation.measured(image).hex(),
                        "status   affirming (the TEE is simulated, its vendor fake)",
                        "until    " + attested.expires() + "; the session renews it before"));
    }

    /** Kills the enclave's process under calls that wait for it. */
    void die() throws InterruptedException {
        long before = vault.status().generation();
        var process = vault.process();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<String>>();
            for (int i = 0; i < PENDING; i++) pending.add(threads.submit(this::doze));
            while (vault.status().pending() < PENDING) Thread.onSpinWait();
            process.destroyForcibly();
            var codes = new ArrayList<String>();
            for (var call : pending) codes.add(ended(call));
            told.accept(
                    "The enclave's process " + process.pid() + " is killed under " + PENDING
                            + " calls: each gets its error",
                    List.copyOf(codes));
            if (!codes.stream().allMatch("CC_ERROR_ENCLAVE_DEAD"::equals)) {
                throw new IllegalStateException("a call that was pending came to " + codes);
            }
        }
        restarted(before);
    }

    private void restarted(long before) {
        int sum = required(42, vault.borrowed().add(40, 2));
        long now = vault.status().generation();
        if (now != before + 1) throw new IllegalStateException("opened " + (now - before) + " times, not once");
        told.accept(
                "The session opened the enclave again, once",
                List.of("generation " + now + ", process " + vault.process().pid() + ", add(40, 2) = " + sum));
    }

    private String doze() {
        try {
            var _ = new TypedCall(DOZE, Integer.BYTES).value(LONG_MILLIS).in(vault.throughTheSession());
            return "an answer";
        } catch (EnclaveCallException e) {
            return e.code().name();
        }
    }

    private static String ended(Future<String> call) throws InterruptedException {
        try {
            return call.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return String.valueOf(e);
        }
    }

    private static int required(int wanted, int got) {
        if (got != wanted) throw new IllegalStateException("the enclave gave " + got + ", not " + wanted);
        return got;
    }
}
