package org.attestry.rego.builtin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/**
 * What a chain of certificates is asked to be good for, as in the options of Go's x509 package.
 *
 * @param host a name or address of the leaf; empty for any
 * @param usages object identifiers of extended key usages, one of which all certificates have to allow
 */
record ChainOptions(Instant time, String host, Set<String> usages) {
    private static final String ANY = "2.5.29.37.0";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final Map<String, String> USAGES = Map.ofEntries(
            Map.entry("KeyUsageAny", ANY),
            Map.entry("KeyUsageServerAuth", SERVER),
            Map.entry("KeyUsageClientAuth", "1.3.6.1.5.5.7.3.2"),
            Map.entry("KeyUsageCodeSigning", "1.3.6.1.5.5.7.3.3"),
            Map.entry("KeyUsageEmailProtection", "1.3.6.1.5.5.7.3.4"),
            Map.entry("KeyUsageIPSECEndSystem", "1.3.6.1.5.5.7.3.5"),
            Map.entry("KeyUsageIPSECTunnel", "1.3.6.1.5.5.7.3.6"),
            Map.entry("KeyUsageIPSECUser", "1.3.6.1.5.5.7.3.7"),
            Map.entry("KeyUsageTimeStamping", "1.3.6.1.5.5.7.3.8"),
            Map.entry("KeyUsageOCSPSigning", "1.3.6.1.5.5.7.3.9"),
            Map.entry("KeyUsageMicrosoftServerGatedCrypto", "1.3.6.1.4.1.311.10.3.3"),
            Map.entry("KeyUsageNetscapeServerGatedCrypto", "2.16.840.1.113730.4.1"),
            Map.entry("KeyUsageMicrosoftCommercialCodeSigning", "1.3.6.1.4.1.311.2.1.22"),
            Map.entry("KeyUsageMicrosoftKernelCodeSigning", "1.3.6.1.4.1.311.61.1.1"));

    /** A server of any name. */
    static ChainOptions at(Instant time) {
        return new ChainOptions(time, "", Set.of(SERVER));
    }

    static ChainOptions of(RegoObject options, Instant now) {
        var made = at(now);
        for (var key : options.keys()) {
            if (!(key instanceof RegoString name)) continue;
            made = made.with(name.value(), Args.need(options, name.value()));
        }
        return made;
    }

    private ChainOptions with(String name, RegoValue value) {
        return switch (name) {
            case "DNSName" -> {
                if (!(value instanceof RegoString s)) throw wrong(name, "a string");
                yield new ChainOptions(time, Strings.trim(s.value(), "\"", true, true), usages);
            }
            case "CurrentTime" -> {
                if (!(value instanceof RegoNumber n)) throw wrong(name, "a number");
                if (!n.isSmall()) throw wrong(name, "a valid int64 number");
                var at = Instant.ofEpochSecond(0, n.smallValue());
                yield new ChainOptions(at, host, usages);
            }
            case "MaxConstraintComparisons" -> {
                if (!(value instanceof RegoNumber n)) throw wrong(name, "a number");
                if (!n.isSmall()) throw wrong(name, "a valid number");
                yield this;
            }
            case "KeyUsages" -> {
                if (!(value instanceof RegoArray) && !(value instanceof RegoSet)) throw wrong(name, "an Array or Set");
                var named = named(Args.elements(value));
                yield new ChainOptions(time, host, named.isEmpty() ? Set.of(SERVER) : named);
            }
            default -> throw BuiltinFailure.of("invalid key option");
        };
    }

    private static BuiltinFailure wrong(String name, String kind) {
        return BuiltinFailure.of("'" + name + "' should be " + kind);
    }

    private static Set<String> named(List<RegoValue> names) {
        var usages = new HashSet<String>();
        var invalid = new ArrayList<String>();
        for (var name : names) {
            if (!(name instanceof RegoString s)) continue;
            var usage = USAGES.get(Strings.trim(s.value(), "\"", true, true));
            if (usage == null) invalid.add(s.value());
            else usages.add(usage);
        }
        if (!invalid.isEmpty()) throw BuiltinFailure.of("invalid entries for 'KeyUsages' found: " + invalid);
        return usages;
    }

    /** @param chain from the leaf */
    boolean accept(List<X509Certificate> chain) throws GeneralSecurityException {
        return (host.isEmpty() || isNamed(chain.getFirst())) && isUsable(chain);
    }

    private boolean isUsable(List<X509Certificate> chain) throws GeneralSecurityException {
        if (usages.contains(ANY)) return true;
        var left = new HashSet<>(usages);
        for (var certificate : chain) {
            var allowed = certificate.getExtendedKeyUsage();
            if (allowed != null && !allowed.contains(ANY)) left.retainAll(allowed);
        }
        return !left.isEmpty();
    }

    private boolean isNamed(X509Certificate leaf) throws GeneralSecurityException {
        var names = leaf.getSubjectAlternativeNames();
        if (names == null) return false;
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean address = bare.indexOf(':') >= 0 || bare.matches("[0-9.]+");
        for (var name : names) {
            int kind = (Integer) name.get(0);
            if (address && kind == 7 && isSameAddress((String) name.get(1), bare)) return true;
            if (!address && kind == 2 && matches((String) name.get(1), host)) return true;
        }
        return false;
    }

    private static boolean isSameAddress(String a, String b) {
        try {
            return InetAddress.getByName(a).equals(InetAddress.getByName(b));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A star stands for one whole label, the first. */
    private static boolean matches(String pattern, String host) {
        var wanted = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").split("\\.", -1);
        var given = pattern.toLowerCase(Locale.ROOT).split("\\.", -1);
        if (wanted.length != given.length) return false;
        for (int i = 0; i < given.length; i++)
            if (!given[i].equals(wanted[i]) && !(i == 0 && given[i].equals("*"))) return false;
        return true;
    }
}
