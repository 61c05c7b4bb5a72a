package org.attestry.persistence.rocksdb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it takes what has gathered while the disk was busy, writes it as one batch, and only then says so.
 *
 * <p>After a failed write nobody knows what is on the disk. So nothing more is written until the database was opened anew, which
 * replays the log and makes what it finds durable; every write until then fails, and {@link #health} says why. Contents that were kept
 * without a sync are then written again, so that no event names what is not there.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** How long a batch waits for more, and the jobs that are enough not to. */
    private static final Duration COMPANY = Duration.ofMillis(1);

    private static final int ENOUGH = 16;

    /** Octets of contents that may wait for the next event to be synced with; they are held in memory until then. */
    private static final long UNSYNCED = 64 << 20;

    private final Database database;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final BlockingQueue<Job<?>> queue;
    private final HeadCache heads = new HeadCache();
    private final RecentContents contents;
    private final Thread thread;
    private volatile StoreHealth health = new StoreHealth.Writable();
    private volatile boolean open = true;
    private long order;
    private boolean company;

    /** {@code contents} is used by this committer's thread alone from now on. */
    Committer(Database database, RecentContents contents, StoreSettings settings, InstantSource clock) {
        this.database = database;
        this.contents = contents;
        this.settings = settings;
        this.clock = clock;
        this.queue = new LinkedBlockingQueue<>(settings.queue());
        this.order = lastOrder();
        this.thread = Thread.ofPlatform().name("attestry-commit").daemon(true).start(this::run);
    }

    StoreHealth health() {
        return health;
    }

    /**
     * Runs {@code work} on the next batch and completes when that is written, or fails as {@code work} or the write did.
     *
     * <p>A full queue, a failing store and a closed one fail at once with {@link StoreUnavailable}. What is done next with the outcome may
     * run in the committing thread, which it must not block.
     */
    <T> CompletableFuture<T> submit(Function<Batch, T> work) {
        var job = new Job<>(work);
        if (!open) {
            job.fail(new StoreUnavailable("the store in " + database.folder() + " is closed", null));
        } else if (health instanceof StoreHealth.Failing) {
            job.fail(unavailable());
        } else if (!queue.offer(job)) {
            job.fail(new StoreUnavailable("more than " + settings.queue() + " writes wait for the disk", null));
        } else if (!thread.isAlive()) {
            failAll(new StoreUnavailable("the store in " + database.folder() + " is closed", null));
        }
        return job.done;
    }

    @Override
    public void close() {
        open = false;
        var _ = queue.offer(new Job<>(_ -> true)); // wakes the thread
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        failAll(new StoreUnavailable("the store in " + database.folder() + " is closed", null));
    }

    private void run() {
        try {
            while (open || (health instanceof StoreHealth.Writable && !queue.isEmpty())) {
                if (health instanceof StoreHealth.Failing failing) recover(failing);
                else commit(gather());
            }
        } catch (InterruptedException _) {
            LOG.warn("the committing thread was interrupted; the store takes no more writes");
        } finally {
            if (open) health = new StoreHealth.Failing("the committing thread ended", clock.instant());
            open = false;
            failAll(new StoreUnavailable("the store in " + database.folder() + " is closed", null));
        }
    }

    /**
     * What waits, at least one job; an empty list if none came for a while.
     *
     * <p>Where several came together the last time, a few more are worth a short wait, since each batch costs a sync however small it is;
     * a writer that is alone never waits.
     */
    private List<Job<?>> gather() throws InterruptedException {
        var jobs = new ArrayList<Job<?>>();
        @Nullable Job<?> first = queue.poll(1, TimeUnit.SECONDS);
        if (first == null) return jobs;
        jobs.add(first);
        queue.drainTo(jobs);
        if (company && jobs.size() < ENOUGH) {
            LockSupport.parkNanos(COMPANY.toNanos());
            queue.drainTo(jobs);
        }
        company = jobs.size() > 1;
        return jobs;
    }

    private void commit(List<Job<?>> jobs) {
        int next = 0;
        try {
            while (next < jobs.size() && health instanceof StoreHealth.Writable) {
                next = commitFrom(jobs, next);
            }
        } finally {
            // whatever ended it, an error of the machine among them: nobody waits for ever
            for (var job : jobs.subList(next, jobs.size())) job.fail(unavailable());
        }
    }

    /** Writes one batch of jobs from {@code first} on, and returns where the next batch begins. */
    private int commitFrom(List<Job<?>> jobs, int first) {
        int next = first;
        try (var batch = new Batch(database, heads, contents, order)) {
            while (next < jobs.size() && batch.size() < settings.batchOctets())
                jobs.get(next++).stage(batch);
            if (contents.unsyncedOctets() > UNSYNCED) batch.requireSync();
            batch.write();
            order = batch.order();
        } catch (RuntimeException e) {
            fail(e);
            var failure = unavailable();
            for (var job : jobs.subList(first, next)) job.fail(failure);
            return next;
        }
        for (var job : jobs.subList(first, next)) job.complete();
        return next;
    }

    private void fail(RuntimeException e) {
        LOG.error("a write to {} failed; none is taken until one succeeds", database.folder(), e);
        health = new StoreHealth.Failing(String.valueOf(e.getMessage()), clock.instant());
        heads.clear();
    }

    private StoreUnavailable unavailable() {
        return health instanceof StoreHealth.Failing(var problem, var since)
                ? new StoreUnavailable("no write is taken since " + since + ": " + problem, null)
                : new StoreUnavailable("the write failed", null);
    }

    /** Refuses what comes for a while, then tries the disk and opens the database anew. */
    private void recover(StoreHealth.Failing failing) throws InterruptedException {
        refuseFor(settings.retryEvery());
        if (!open) return;
        try {
            DiskProbe.write(database.folder());
            database.reopen();
            order = lastOrder();
            rewriteContents();
            health = new StoreHealth.Writable();
            LOG.info("{} takes writes again", database.folder());
        } catch (RuntimeException e) {
            health = new StoreHealth.Failing(String.valueOf(e.getMessage()), failing.since());
        }
    }

    /** What was kept without a sync may be gone, and an event that names it may still come. */
    private void rewriteContents() {
        try (var batch = new Batch(database, heads, contents, order)) {
            contents.forgetDigests();
            contents.unsynced().forEach(batch::putContentRow);
            batch.requireSync();
            batch.write();
        }
    }

    private void refuseFor(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (open && System.nanoTime() < end) {
            @Nullable Job<?> job = queue.poll(20, TimeUnit.MILLISECONDS);
            if (job != null) job.fail(unavailable());
        }
    }

    private long lastOrder() {
        return database.lastKey(Family.INDEX, Keys.allOrders())
                .map(Keys::number)
                .orElse(0L);
    }

    private void failAll(StoreUnavailable failure) {
        for (@Nullable Job<?> job = queue.poll(); job != null; job = queue.poll()) job.fail(failure);
    }

    /** A piece of work on a batch with the promise of its outcome. */
    private static final class Job<T> {
        private final Function<Batch, T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        private Job(Function<Batch, T> work) {
            this.work = work;
        }

        /** A refusal concerns this job alone; a failing database concerns the whole batch and is passed on. */
        private void stage(Batch batch) {
            try {
                result = Objects.requireNonNull(work.apply(batch), "work on a batch has an outcome");
            } catch (StoreUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        private void complete() {
            @Nullable T value = result;
            if (value != null) done.complete(value);
        }

        private void fail(RuntimeException e) {
            done.completeExceptionally(e);
        }
    }
}
