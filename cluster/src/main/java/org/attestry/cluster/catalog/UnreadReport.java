package org.attestry.cluster.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.attestry.cluster.entity.FoundDamage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what was not read, once for as long as that is so: what is damaged as such, the rest in the log. */
final class UnreadReport {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadReport.class);

    private final FoundDamage damage;
    private Set<String> told = Set.of();

    UnreadReport(FoundDamage damage) {
        this.damage = damage;
    }

    /** This is all that was not read now. */
    void of(List<UnreadPart> unread) {
        unread.stream().filter(UnreadPart::damaged).forEach(this::damaged);
        var rest = unread.stream().filter(part -> !part.damaged()).toList();
        for (var part : rest)
            if (!told.contains(part.entity())) LOG.warn("{} was not read; tried again", part.entity(), part.why());
        told = rest.stream().map(UnreadPart::entity).collect(Collectors.toUnmodifiableSet());
    }

    /** That one is damaged. */
    void damaged(UnreadPart part) {
        damage.found(part.entity(), part.why());
    }
}
