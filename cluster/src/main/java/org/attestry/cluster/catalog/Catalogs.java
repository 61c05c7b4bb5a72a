package org.attestry.cluster.catalog;

import java.util.concurrent.CompletionStage;

/** What changing routes need of the catalog. */
public interface Catalogs {
    /** The snapshot in force on this cluster node. */
    Catalog current();

    /** Tells every cluster node that something changed, and completes when it is in force on this one. */
    CompletionStage<Catalog> changed();

    /** {@code change} as it is; where it fails nobody knows whether it was recorded, so what is in force is read then too. */
    default <T> CompletionStage<T> after(CompletionStage<T> change) {
        return change.whenComplete((_, failure) -> {
            if (failure != null) {
                var _ = changed();
            }
        });
    }
}
