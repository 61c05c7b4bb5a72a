package org.attestry.agent.enclave;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/** The offsets that this binding relies on, compared with what the library says of itself before the first call. */
@SuppressWarnings("restricted") // to call native code is what this class is for
final class Layouts {
    static final long ENCLAVE_SIZE = 104;
    static final long ENCLAVE_OPS_NODE = 96;
    static final long NODE_DESC = 0;
    static final long DESC_OPS = 32;
    static final long OPS_ECALL = 16;
    static final long OPS_TASK = 32;
    static final long OPS_ASYNC = 40;
    static final long OPS_SIZE = 88;
    static final long FEATURE_SIZE = 16;
    static final long CONFIG_SIZE = 160;
    static final long CALL_INFO_SIZE = 16;

    /** A row of {@code cc_layout_t}: a name, an offset and a size. */
    private static final long ROW_SIZE = 16;

    private static final ValueLayout.OfInt OFFSET = JAVA_INT;

    private Layouts() {}

    private record Place(int offset, int size) {}

    /** @throws IllegalStateException if the library lays out anything otherwise */
    static void check(MemorySegment rows, long count) {
        var places = read(rows.reinterpret(count * ROW_SIZE), count);
        expect(places, "cc_enclave_t", 0, ENCLAVE_SIZE);
        expect(places, "cc_enclave_t.list_ops_node", ENCLAVE_OPS_NODE, 8);
        expect(places, "list_ops_desc.ops_desc", NODE_DESC, 8);
        expect(places, "cc_enclave_ops_desc.ops", DESC_OPS, 8);
        expect(places, "cc_enclave_ops", 0, OPS_SIZE);
        expect(places, "cc_enclave_ops.cc_ecall_enclave", OPS_ECALL, 8);
        expect(places, "cc_enclave_ops.cc_sl_ecall_enclave", OPS_TASK, 8);
        expect(places, "cc_enclave_ops.cc_sl_async_ecall", OPS_ASYNC, 8);
        expect(places, "enclave_features_t", 0, FEATURE_SIZE);
        expect(places, "enclave_features_t.feature_desc", 8, 8);
        expect(places, "cc_sl_config_t", 0, CONFIG_SIZE);
        expect(places, "cc_sl_config_t.workers_policy", 24, 4);
        expect(places, "cc_sl_config_t.rollback_to_common", 28, 4);
        expect(places, "sl_ecall_func_info_t", 0, CALL_INFO_SIZE);
        expect(places, "sl_ecall_func_info_t.args", 8, 8);
    }

    private static Map<String, Place> read(MemorySegment rows, long count) {
        var places = new HashMap<String, Place>();
        for (long row = 0; row < count; row++) {
            var name = rows.get(ADDRESS, row * ROW_SIZE).reinterpret(256).getString(0);
            var place = new Place(rows.get(OFFSET, row * ROW_SIZE + 8), rows.get(OFFSET, row * ROW_SIZE + 12));
            places.put(name, place);
        }
        return places;
    }

    private static void expect(Map<String, Place> places, String name, long offset, long size) {
        var found = places.get(name);
        if (found == null || found.offset() != offset || found.size() != size) {
            throw new IllegalStateException(
                    "the native library lays out " + name + " as " + found + ", not at " + offset + " with " + size);
        }
    }
}
