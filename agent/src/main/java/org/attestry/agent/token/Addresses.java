package org.attestry.agent.token;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/** Says which addresses keys and services may be reached at: TLS anywhere, plain HTTP on this machine only. */
public final class Addresses {
    private Addresses() {}

    /** Whether what comes from {@code address} comes from whom the address names. */
    public static boolean trustworthy(URI address) {
        if (address.getHost() == null || address.getScheme() == null || address.getUserInfo() != null) return false;
        return switch (address.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> loopback(address.getHost());
            default -> false;
        };
    }

    /** Whether {@code host} is {@code localhost} or a loopback literal; no name is looked up. */
    public static boolean loopback(String host) {
        if (host.equals("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException notALiteral) {
            return false;
        }
    }
}
