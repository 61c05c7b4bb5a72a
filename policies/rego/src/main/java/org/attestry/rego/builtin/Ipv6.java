package org.attestry.rego.builtin;

/** The canonical text of an IPv6 address (RFC 5952). */
final class Ipv6 {
    private Ipv6() {}

    /** @param bytes sixteen */
    static String text(byte[] bytes) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(bytes, i + run) == 0) run++;
            if (run > length) {
                start = i;
                length = run;
            }
            i += Math.max(run - 1, 0);
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') out.append(':');
            out.append(Integer.toHexString(group(bytes, i)));
        }
        return out.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 255) << 8 | (bytes[2 * index + 1] & 255);
    }
}
