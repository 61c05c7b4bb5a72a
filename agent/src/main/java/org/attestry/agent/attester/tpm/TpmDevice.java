package org.attestry.agent.attester.tpm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.attestry.bytes.Bytes;

/** A channel to a TPM: one command, one response. */
public interface TpmDevice {
    /** The longest response that TPMs of the PC Client profile give. */
    int MOST_RESPONSE = 4096;

    /**
     * Sends a command and waits for its response.
     *
     * @throws IOException if the TPM cannot be reached
     */
    Bytes transact(Bytes command) throws IOException;

    /**
     * A character device of the kernel; {@code /dev/tpmrm0} is its resource manager, which keeps callers apart. It is opened for each command
     * and none waits for another: what a command made is gone when its device is closed, so all commands of a quote go through
     * {@link Session}.
     */
    static Session open(Path device) throws IOException {
        var channel = FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Session() {
            @Override
            public Bytes transact(Bytes command) throws IOException {
                channel.write(command.toBuffer());
                var response = ByteBuffer.allocate(MOST_RESPONSE);
                if (channel.read(response) < 0) throw new IOException("the TPM gave no response");
                return Bytes.copyOf(response.array(), 0, response.position());
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** A channel that ends. */
    interface Session extends TpmDevice, AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Opens channels. */
    @FunctionalInterface
    interface Opener {
        /** A channel for the commands of one quote. */
        Session open() throws IOException;
    }
}
