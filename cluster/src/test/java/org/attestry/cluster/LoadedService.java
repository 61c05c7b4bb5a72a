package org.attestry.cluster;

import java.nio.file.Path;
import java.util.ArrayList;

/** A service in a process of its own, under load: prints a line for every attestation that was acknowledged, until it is killed. */
final class LoadedService {
    private LoadedService() {}

    /** Arguments: the data folder and the number of clients. */
    public static void main(String[] arguments) throws InterruptedException {
        var node = TestNode.startToday(Path.of(arguments[0]));
        node.trustTheGuest();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            var name = "node-" + i;
            clients.add(Thread.ofPlatform().start(() -> attest(node, name)));
        }
        for (var client : clients) client.join();
    }

    private static void attest(TestNode node, String name) {
        while (true) {
            var nonce = node.challenge(name);
            var reply = node.attest(name, nonce);
            if (reply.status() != 201) throw new IllegalStateException(reply.toString());
            var line = reply.body().path("request_id").asText() + " " + name + " " + nonce.base64Url() + " "
                    + reply.body().path("leaf").asText();
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
        }
    }
}
