package org.attestry.agent.attester.tpm;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Assumptions;

/** A TPM 2.0 in a process of its own: swtpm, where that is installed. */
final class SoftwareTpm implements AutoCloseable, TpmDevice.Opener {
    private static final List<String> PLACES = List.of("/usr/bin/swtpm", "/usr/local/bin/swtpm");

    private final Process process;
    private final SocketChannel channel;

    private SoftwareTpm(Process process, SocketChannel channel) {
        this.process = process;
        this.channel = channel;
    }

    /** Starts one with its state in {@code folder}; skips the test with a line that says so where swtpm is not installed. */
    static SoftwareTpm start(Path folder) throws IOException, InterruptedException {
        var program = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
        if (program.isEmpty()) Assumptions.abort("swtpm is not installed: quotes of a TPM are not tested");
        var socket = folder.resolve("tpm.sock");
        var process = new ProcessBuilder(
                        program.orElseThrow(),
                        "socket",
                        "--tpm2",
                        "--tpmstate",
                        "dir=" + folder,
                        "--server",
                        "type=unixio,path=" + socket,
                        "--flags",
                        "not-need-init,startup-clear")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("swtpm.log").toFile())
                .start();
        for (int i = 0; !Files.exists(socket) && process.isAlive() && i < 500; i++) Thread.sleep(10);
        if (!Files.exists(socket)) throw new IOException("swtpm: " + Files.readString(folder.resolve("swtpm.log")));
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new SoftwareTpm(process, channel);
    }

    /** One channel for all: swtpm ends with it. */
    @Override
    public TpmDevice.Session open() {
        return new TpmDevice.Session() {
            @Override
            public Bytes transact(Bytes command) throws IOException {
                channel.write(command.toBuffer());
                var response = ByteBuffer.allocate(MOST_RESPONSE);
                do {
                    if (channel.read(response) < 0) throw new IOException("swtpm is gone");
                } while (response.position() < 6 || response.position() < response.getInt(2));
                return Bytes.copyOf(response.array(), 0, response.position());
            }

            @Override
            public void close() {
                // the next quote comes by the same channel
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
