package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.fence.NonceSpent;

/**
 * One data folder, open for writing by this process alone: what the journal and snapshot plugins, the content store and the reads share.
 *
 * <p>Nothing is acknowledged before it is on the disk, and nothing is read that does not prove to be what was written.
 */
public final class RocksStore implements AutoCloseable {
    private static final int CONTENT_THREADS = 4;

    private final FolderLock lock;
    private final Database database;
    private final Committer committer;
    private final FencePurge purge;
    private final ExecutorService contentThreads;
    private final ContentStore content;
    private final EventReads reads;

    private RocksStore(FolderLock lock, Database database, StoreSettings settings, InstantSource clock) {
        this.lock = lock;
        this.database = database;
        this.committer = new Committer(database, new RecentContents(), settings, clock);
        this.purge = new FencePurge(database, committer, clock, settings.fenceGrace());
        this.contentThreads = threads("attestry-content", settings.queue());
        this.content =
                new RocksContent(new ContentReads(database), committer, contentThreads, settings.maxContentOctets());
        this.reads = new RocksReads(database);
    }

    /**
     * Opens {@code folder}, made if it is not there; one that is refused stays as it is.
     *
     * @param clock decides when spent nonces may be forgotten, and nothing else
     * @throws StoreRefused if it is in use, not writable, of a newer release, or damaged
     */
    public static RocksStore open(Path folder, StoreSettings settings, InstantSource clock) {
        var lock = FolderLock.exclusive(folder);
        try {
            OpenRocks.look(folder, settings.cacheOctets());
            var database = new Database(folder, path -> OpenRocks.readWrite(path, settings.cacheOctets()));
            return new RocksStore(lock, database, settings, clock);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    /** The events, for projections. */
    public EventReads reads() {
        return reads;
    }

    /** Evidence and other inputs by digest. */
    public ContentStore content() {
        return content;
    }

    /** Whether writes are taken. */
    public StoreHealth health() {
        return committer.health();
    }

    /** What contradicts its checksums or the rest of the rows, a sentence each, whatever the events mean; reads the whole store. */
    List<String> problems() {
        return StoreScan.problems(database);
    }

    /**
     * Refuses to go on without what {@code persistenceId} wrote; without anything where it wrote nothing.
     *
     * @throws StoreRefused if its history is damaged
     */
    public void requireWhole(String persistenceId) {
        var history = new History(database, persistenceId);
        try {
            var head = history.head();
            history.checkEnds(head, 0);
            head.ifPresent(there -> history.read(there, 1, there.highest(), Long.MAX_VALUE, (_, _) -> {}));
        } catch (CorruptStore e) {
            throw OpenRocks.damaged(database.folder(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes of one id, in order; one outcome each, or all failed. */
    CompletableFuture<List<Optional<NonceSpent>>> append(String persistenceId, List<List<NewEvent>> writes) {
        return committer.submit(batch -> FencedAppend.stage(batch, persistenceId, writes));
    }

    /**
     * Takes the next writer epoch of an id, if it was ever written.
     *
     * @param stateAt the event of the state that recovery starts from, 0 for none
     * @return the head after it; {@link Head#NONE} for a new id; failed with {@link CorruptStore} if the end of the history is not whole
     */
    CompletableFuture<Head> recover(String persistenceId, long stateAt) {
        return committer.submit(batch -> {
            var head = batch.head(persistenceId);
            new History(database, persistenceId).checkEnds(head, stateAt);
            if (head.isEmpty()) return Head.NONE;
            var next = head.get().recovered();
            batch.putHead(persistenceId, next);
            return next;
        });
    }

    /** Passes the events of an id, in the caller's thread; {@link CorruptStore} if they are not whole. */
    void replay(String persistenceId, long from, long to, long max, History.Sink sink) {
        var history = new History(database, persistenceId);
        var head = history.head();
        if (head.isPresent()) history.read(head.get(), from, to, max, sink);
    }

    /** Deletes the events up to {@code to}; the numbers stay taken. */
    CompletableFuture<Boolean> deleteTo(String persistenceId, long to) {
        return committer.submit(batch -> Deletions.events(batch, database, persistenceId, to));
    }

    /** The snapshots of an id. */
    Snapshots snapshots() {
        return new Snapshots(database, committer);
    }

    /** Forgets spent nonces whose time is over now; they are also looked for at open and every hour. */
    void purgeFences() {
        purge.run();
    }

    /** Writes what was submitted, makes all of it durable, and gives the folder free. */
    @Override
    public void close() {
        purge.close();
        contentThreads.close();
        committer.close();
        database.close();
        release(lock);
    }

    private static ExecutorService threads(String name, int queue) {
        ThreadFactory factory = Thread.ofPlatform().name(name, 0).daemon(true).factory();
        return new ThreadPoolExecutor(
                CONTENT_THREADS, CONTENT_THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), factory);
    }

    private static void release(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
