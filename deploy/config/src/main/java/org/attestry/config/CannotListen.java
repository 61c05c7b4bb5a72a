package org.attestry.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** An address that the configuration names cannot be listened on: the key says which to change. */
public final class CannotListen extends IllegalStateException {
    private final String key;

    private CannotListen(String key, HostPort address, IOException cause) {
        super("cannot listen on " + address + ": " + why(cause), cause);
        this.key = key;
    }

    /**
     * Tries {@code address} and lets go of it, so that a start can be refused before anything runs, writes or logs. Whoever binds it
     * afterwards may still find it taken.
     *
     * @param key whose value {@code address} is
     */
    public static void unlessFree(String key, HostPort address) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw new CannotListen(key, address, e);
        }
    }

    /** Why nobody on this machine can listen at {@code host}, whatever the port; empty where it is the machine's own. */
    public static Optional<String> anywhereAt(String host) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(why(e));
        }
    }

    private static String why(IOException cause) {
        var message = String.valueOf(cause.getMessage());
        if (message.contains("in use")) return "another process does already";
        if (message.contains("assign requested")) return "this machine has no such address";
        if (message.contains("nresolved")) return "there is no such host";
        if (message.contains("denied")) return "this user may not listen on that port";
        return message;
    }

    /** The key to change. */
    public String key() {
        return key;
    }
}
