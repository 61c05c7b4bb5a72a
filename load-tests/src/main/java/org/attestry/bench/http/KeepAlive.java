package org.attestry.bench.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open, used by one thread: a request leaves in one piece, and the client costs next to nothing of
 * the machine that is measured. It understands what Attestry answers (a length, no chunks) and nothing more.
 */
final class KeepAlive implements AutoCloseable {
    private static final int CREATED = 201;

    private final Socket socket;
    private final InputStream in;
    private final String headers;

    /** Connects to {@code service}; requests carry {@code key}. */
    KeepAlive(URI service, String key) throws IOException {
        this.socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
        this.headers = " HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /** The body of the answer to {@code json}; fails unless its status is 201. */
    String post(String path, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head = ("POST " + path + headers + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        return answer(path);
    }

    private String answer(String path) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (status != CREATED) throw new IOException(path + " " + status + " " + body);
        return body;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) throw new IOException("the service closed the connection");
            if (octet != '\r') line.append((char) octet);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
