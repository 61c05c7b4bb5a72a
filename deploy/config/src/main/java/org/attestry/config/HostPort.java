package org.attestry.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/**
 * An address to listen on or to call.
 *
 * @param host a name or an IP literal; IPv6 without brackets
 * @param port 0 to 65535, 0 meaning any free one
 */
public record HostPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^\\s:/\\[\\]]+)):([0-9]{1,5})");

    public HostPort {
        if (host.isEmpty() || port < 0 || port > 65535) throw new IllegalArgumentException("not a host and a port");
    }

    /**
     * The address written {@code host:port}, IPv6 in brackets.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static HostPort parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("not of the form host:port");
        var host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return new HostPort(host, Integer.parseInt(parts.group(3)));
    }

    /** Whether {@code text} can be parsed. */
    public static boolean isOne(String text) {
        try {
            var _ = parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether only this machine can reach it: {@code localhost} or a loopback literal. No name is looked up. */
    public boolean isLoopback() {
        if (host.equals("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException notALiteral) {
            return false;
        }
    }

    /** Whether one process can not listen on both: a port that is the same, at hosts of which one is the other or all of the machine's. */
    public boolean clashesWith(HostPort other) {
        if (port == 0 || port != other.port) return false;
        var mine = new InetSocketAddress(host, port).getAddress();
        var its = new InetSocketAddress(other.host, port).getAddress();
        return mine != null && its != null && (mine.equals(its) || mine.isAnyLocalAddress() || its.isAnyLocalAddress());
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
