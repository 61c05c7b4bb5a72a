package org.attestry.demo;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.attestry.agent.AgentConfig;
import org.attestry.agent.AgentNode;
import org.attestry.agent.AgentParts;
import org.attestry.agent.attester.Attester;
import org.attestry.bytes.Bytes;
import org.attestry.cli.client.Connection;
import org.attestry.cli.client.ServiceClient;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.serve.NodeWiring;
import org.attestry.cluster.AttestryNode;
import org.attestry.cluster.NodeConfig;
import org.attestry.cluster.http.Role;
import org.attestry.config.Schema;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Roles;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;

/** One service node and one agent in this process, on loopback, over a TEE that is simulated. */
public final class Playground implements AutoCloseable {
    /** The tenant whose keys are used. */
    static final String TENANT = "default";
    /** The one node that the agent speaks for. */
    public static final String NODE = "demo-node";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AttestryNode service;
    private final AgentNode agent;
    private final SimulatedSnp guest;

    private Playground(AttestryNode service, AgentNode agent, SimulatedSnp guest) {
        this.service = service;
        this.agent = agent;
        this.guest = guest;
    }

    /**
     * Starts both.
     *
     * @param data where the service keeps its data
     * @param listen where it listens, {@code host:port}
     * @param agentListen where the agent does
     */
    public static Playground start(Path data, String listen, String agentListen) {
        return start(data, listen, agentListen, SimulatedSnp.MEASUREMENT);
    }

    /** As {@link #start(Path, String, String)}, with a simulated TEE in which something of this {@code measurement} (48 octets) runs. */
    public static Playground start(Path data, String listen, String agentListen, Bytes measurement) {
        var machine = CompletableFuture.supplyAsync(() -> Machine.of(measurement));
        var schema = SettingsOptions.schema();
        var service = service(data, listen, schema, machine);
        try {
            var guest = machine.join().guest();
            return new Playground(service, agent(service, agentListen, schema, guest), guest);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** A simulated machine: making its vendor's keys takes as long as reading the configuration, which goes on meanwhile. */
    private record Machine(FakeAmd vendor, SimulatedSnp guest) {
        static Machine of(Bytes measurement) {
            var keys = FakeAmdKeys.fresh(FakeAmdKeys.QUICK, Cryptos.installed());
            var vendor = new FakeAmd(Product.MILAN, keys, Clock.systemUTC().instant());
            return new Machine(
                    vendor, SimulatedSnp.on(vendor, new SecureRandom()).withMeasurement(measurement));
        }

        Endorsements endorsements() {
            var anchors = new TreeMap<String, List<Bytes>>();
            anchors.put(Roles.TRUST_ROOT, List.of(vendor.ark()));
            anchors.put(Roles.CRL, List.of(vendor.crl()));
            return new Endorsements(anchors);
        }
    }

    private static AttestryNode service(Path data, String listen, Schema schema, CompletableFuture<Machine> machine) {
        var settings = Settings.load(
                schema,
                Sources.NONE
                        .withFlag("attest.data", data.toString(), "--data")
                        .withFlag("attest.listen", listen, "--listen")
                        .withFlag("attest.management.listen", "127.0.0.1:0", "dev")
                        // a machine that is busy with other things is no reason to give up
                        .withFlag("attest.cluster.ask-timeout", "19s", "dev"));
        var config = settings.read(NodeConfig::from);
        var parts = NodeWiring.parts(Map.of("snp", machine.join().endorsements()));
        return AttestryNode.start(config, settings.config(), parts);
    }

    private static AgentNode agent(AttestryNode service, String listen, Schema schema, SimulatedSnp guest) {
        var settings = Settings.load(
                schema,
                Sources.NONE
                        .withFlag("attest.agent.listen", listen, "--agent-listen")
                        .withFlag("attest.agent.service.url", service.url(), "dev")
                        .withFlag("attest.agent.service.node", NODE, "dev")
                        .withFlag(
                                "attest.agent.service.key-file",
                                keyFile(service, Role.AGENT).toString(),
                                "dev"));
        var config = settings.read(AgentConfig::from);
        var attester = Attester.of("snp", "snp-report", 64, guest::attest);
        return AgentNode.start(config, AgentParts.with(config, attester));
    }

    private static Path keyFile(AttestryNode service, Role role) {
        var name = role == Role.ADMIN ? "-admin.key" : "-agent.key";
        return service.data().resolve("keys").resolve(TENANT + name);
    }

    /** Lets a baseline count that wants what the simulated guest is; nothing where there is one already. */
    public void expectTheGuest() {
        expect(SimulatedSnp.MEASUREMENT);
    }

    /** Lets a baseline count that wants this {@code measurement}; nothing where there is one already. */
    public void expect(Bytes measurement) {
        var admin = admin();
        if (!admin.get("v1", "baselines").path("baselines").isEmpty()) return;
        var baseline = Json.object().put("name", "guests").put("tee", "snp");
        baseline.putObject("values").putArray("measurement").add(measurement.hex());
        var minimum = baseline.putObject("minimum");
        Map.of("bootloader", 10, "tee", 0, "snp", 23, "microcode", 84)
                .forEach((component, least) -> minimum.put("reported_tcb." + component, least));
        var added = admin.post(baseline, "v1", "baselines");
        var version = Json.plain(added.path("version"));
        var _ = admin.post(Json.object(), "v1", "baselines", "snp", "guests", version, "activate");
    }

    /** The guest that the agent speaks for. */
    public SimulatedSnp guest() {
        return guest;
    }

    /** The service's address. */
    public String url() {
        return service.url();
    }

    /** The service's address for health and metrics. */
    String managementUrl() {
        return service.managementUrl();
    }

    /** The agent's address. */
    public String agentUrl() {
        return agent.url().toString();
    }

    /** The key that opens everything of the tenant. */
    public String adminKey() {
        return service.key(TENANT, Role.ADMIN);
    }

    /** The file that holds a role's key. */
    Path keyFile(Role role) {
        return keyFile(service, role);
    }

    /** The service as its administrator sees it. */
    ServiceClient admin() {
        return client(url(), Optional.of(adminKey()));
    }

    /** The service as an agent sees it. */
    public ServiceClient asAgent() {
        return client(url(), Optional.of(service.key(TENANT, Role.AGENT)));
    }

    /** The agent as anybody on this machine sees it. */
    public ServiceClient agent() {
        return client(agentUrl(), Optional.empty());
    }

    private static ServiceClient client(String url, Optional<String> key) {
        return ServiceClient.connectedTo(new Connection(URI.create(url), key, Optional.empty(), TIMEOUT));
    }

    @Override
    public void close() {
        agent.stop();
        service.close();
    }
}
