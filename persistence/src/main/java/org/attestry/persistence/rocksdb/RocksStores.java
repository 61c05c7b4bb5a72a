package org.attestry.persistence.rocksdb;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.rocksdb.RocksDB;

/**
 * The one store of an actor system, in the folder that {@code attestry.rocksdb.store.folder} names: opened by whoever asks first,
 * closed when the last actor has stopped.
 */
public final class RocksStores extends AbstractExtensionId<RocksStores.Opened> {
    private static final RocksStores ID = new RocksStores();

    private RocksStores() {}

    /**
     * Begins to unpack and load RocksDB's native library, which takes a tenth of a second or more, while the caller goes on. It may be left
     * out: whoever opens a store loads it, or waits for it.
     */
    public static void loadAhead() {
        var _ = Thread.ofPlatform().daemon().name("attestry-rocksdb-load").start(RocksDB::loadLibrary);
    }

    /**
     * The store of {@code system}.
     *
     * @throws StoreRefused if its folder cannot be opened; asked for before any entity is started, it stops the start with a sentence
     */
    public static RocksStore of(ClassicActorSystemProvider system) {
        return ID.get(system).store();
    }

    @Override
    public Opened createExtension(ExtendedActorSystem system) {
        var config = system.settings().config().getConfig("attestry.rocksdb.store");
        var store = RocksStore.open(folder(config), StoreSettings.from(config), Clock.systemUTC());
        system.registerOnTermination(store::close);
        return new Opened(store);
    }

    private static Path folder(Config config) {
        var folder = config.getString("folder");
        if (folder.isEmpty()) throw new IllegalArgumentException("attestry.rocksdb.store.folder is not set");
        return Path.of(folder);
    }

    /** What the actor system keeps. */
    public record Opened(RocksStore store) implements Extension {}
}
