package org.attestry.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionId;
import org.apache.pekko.actor.ExtensionIdProvider;

/** Tells a test the actor system of the node that was started last, which nobody else needs to know: Pekko makes it with the system. */
public final class RunningSystem extends AbstractExtensionId<RunningSystem.Known> implements ExtensionIdProvider {
    private static final AtomicReference<ExtendedActorSystem> LAST = new AtomicReference<>();

    /** What the actor system keeps. */
    public record Known() implements Extension {}

    /** {@code settings} by which a system is told. */
    static Config told(Config settings) {
        var name = ConfigValueFactory.fromIterable(List.of(RunningSystem.class.getName()));
        return settings.withValue("pekko.extensions", name);
    }

    static ExtendedActorSystem last() {
        return Objects.requireNonNull(LAST.get());
    }

    @Override
    public ExtensionId<Known> lookup() {
        return this;
    }

    @Override
    public Known createExtension(ExtendedActorSystem system) {
        LAST.set(system);
        return new Known();
    }
}
