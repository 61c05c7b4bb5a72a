package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
    /** What was never read is not what cannot be read: nothing of it is out of force, since nothing was in force. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-01-31T12:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void theEmptyOneHasNothingInForceAndIsNeverTooOld(String at) {
        var now = Instant.parse(at);
        assertThat(Catalog.EMPTY.isOverdue(now)).isFalse();
        var catalog = Catalog.EMPTY.asOf(now);
        assertThat(catalog.servesNobody()).hasValue("no policy in force");
        assertThat(catalog.policyFor("default", "snp")).isEmpty();
        assertThat(catalog.baselinesFor("default", "snp", now)).isEmpty();
        assertThat(catalog.unreadFor("default", "snp")).isEmpty();
    }
}
