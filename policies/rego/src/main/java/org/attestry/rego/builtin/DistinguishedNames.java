package org.attestry.rego.builtin;

import java.math.BigInteger;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;

/** X.500 names as documents, shaped like Go's {@code pkix.Name}. */
final class DistinguishedNames {
    private DistinguishedNames() {}

    static RegoObject shown(X500Principal name) {
        return shown(name.getEncoded());
    }

    static RegoObject shown(byte[] der) {
        var made = Building.object(12);
        for (var field : List.of(
                "Country",
                "Organization",
                "OrganizationalUnit",
                "Locality",
                "Province",
                "StreetAddress",
                "PostalCode",
                "ExtraNames")) put(made, field, RegoNull.NULL);
        put(made, "SerialNumber", Args.of(""));
        put(made, "CommonName", Args.of(""));
        var names = Building.array(4);
        for (var rdn : X500Name.getInstance(der).getRDNs()) {
            for (var part : rdn.getTypesAndValues()) {
                var oid = part.getType().getId();
                var value = part.getValue() instanceof ASN1String s
                        ? s.getString()
                        : part.getValue().toString();
                attribute(made, oid, value);
                Building.append(names, RegoObject.of("Type", oid(oid), "Value", Args.of(value)));
            }
        }
        put(made, "Names", names.size() == 0 ? RegoNull.NULL : names);
        return made;
    }

    private static RegoArray oid(String dotted) {
        var arcs = Building.array(8);
        for (var arc : dotted.split("\\.", -1)) Building.append(arcs, RegoNumber.of(new BigInteger(arc)));
        return arcs;
    }

    private static void attribute(RegoObject name, String oid, String value) {
        switch (oid) {
            case "2.5.4.3" -> put(name, "CommonName", Args.of(value));
            case "2.5.4.5" -> put(name, "SerialNumber", Args.of(value));
            case "2.5.4.6" -> add(name, "Country", value);
            case "2.5.4.7" -> add(name, "Locality", value);
            case "2.5.4.8" -> add(name, "Province", value);
            case "2.5.4.9" -> add(name, "StreetAddress", value);
            case "2.5.4.10" -> add(name, "Organization", value);
            case "2.5.4.11" -> add(name, "OrganizationalUnit", value);
            case "2.5.4.17" -> add(name, "PostalCode", value);
            default -> {}
        }
    }

    private static void add(RegoObject name, String field, String value) {
        var known = name.get(field) instanceof RegoArray array ? array : Building.array(1);
        Building.append(known, Args.of(value));
        put(name, field, known);
    }

    static void put(RegoObject object, String key, RegoValue value) {
        Building.put(object, Args.of(key), value);
    }
}
