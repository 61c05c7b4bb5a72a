package org.attestry.cluster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.attestry.cluster.entity.ClusterMessage;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.policy.PolicyVersion;

/**
 * Keeps this cluster node's {@link Catalog} up to date: a change made anywhere is heard at once as a hint and read from the journal,
 * which is the truth; it is read now and then without a hint too.
 *
 * <p>Reading runs outside the actor; changes heard meanwhile lead to one more reading. Whoever changed something may wait until it is
 * in force here. Policies in force that are not compiled yet are compiled one after the other, and no reading waits for them;
 * one whose source cannot be read is tried again, and nobody but its tenant's TEE waits for it. What was not read is tried again, too: until
 * then nothing is in force for those whom it concerns, since it may be a withdrawal. Of a reading that hangs there is one: what it would have
 * read is out of force by its time ({@link Catalog#asOf}), whoever waits for it is told so, and the next begins when it ends.
 */
public final class CatalogKeeper extends AbstractBehavior<CatalogKeeper.Message> {
    /** What the keeper hears. */
    public sealed interface Message extends ClusterMessage {
        /** Something was changed somewhere. */
        record Changed() implements Message {}

        /** Internal: it is time to read again. */
        record Every() implements Message {}

        /** Read what is in force and tell when it is; {@code replyTo} hears of a failure as such. */
        record Refresh(boolean announce, ActorRef<Refreshed> replyTo) implements Message {}

        /** Internal: reading is over. */
        record Read(Catalog catalog) implements Message {}

        /** Internal: reading failed. */
        record ReadFailed(Throwable why) implements Message {}

        /** Tell as soon as all policies in force are compiled, but for those that cannot be for now. */
        record Settle(ActorRef<Refreshed> replyTo) implements Message {}

        /** Internal: a policy was compiled, whatever came of it; or it could not be, for a reason that is not its own. */
        record Compiled(PolicyVersion version, Optional<Throwable> failed) implements Message {}
    }

    /** Whether the catalog is up to date. */
    public sealed interface Refreshed extends ClusterMessage {
        /** It is. */
        record Current() implements Refreshed {}

        /** It could not be read; nothing is in force until it is. */
        record Failed(String why) implements Refreshed {}
    }

    /** A hint may be lost, and a change may be written after whoever asked for it was told that no answer came. */
    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    /** Each time only what has new events is read again, and the rows of the others may be damaged since. */
    static final Duration ALL_READ_EVERY = Duration.ofMinutes(10);

    /** Where everybody waits for it. */
    private static final Duration ALL_AGAIN_AFTER = Duration.ofSeconds(1);

    private final TimerScheduler<Message> timers;
    private final CatalogReader reader;
    private final AtomicReference<Catalog> current;
    private final Executor blocking;
    private final InstantSource clock;
    private final UnreadReport report;
    private final RejectedReport rejected = new RejectedReport();
    private final ActorRef<Topic.Command<Message>> topic;
    private List<ActorRef<Refreshed>> waiting = new ArrayList<>();
    private List<ActorRef<Refreshed>> next = new ArrayList<>();
    private boolean reading;
    private Instant begun = Instant.EPOCH;
    private boolean hangs;
    private boolean again;
    private List<ActorRef<Refreshed>> settling = new ArrayList<>();
    private final Map<PolicyVersion, Throwable> stuck = new HashMap<>();
    private boolean compiling;
    private String compiledLast = "";
    private String failedLast = "";

    /**
     * A keeper that sets {@code current}; reading runs on {@code blocking}, and {@code damage} is told of what is damaged. How long a
     * reading takes is told by {@code clock}, which nobody sets.
     */
    public static Behavior<Message> create(
            CatalogReader reader,
            AtomicReference<Catalog> current,
            Executor blocking,
            FoundDamage damage,
            InstantSource clock) {
        Behavior<Message> keeper = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new CatalogKeeper(context, timers, reader, current, blocking, damage, clock)));
        // a mistake here must not leave the last catalog in force for ever
        return Behaviors.supervise(keeper).onFailure(SupervisorStrategy.restart());
    }

    private CatalogKeeper(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            CatalogReader reader,
            AtomicReference<Catalog> current,
            Executor blocking,
            FoundDamage damage,
            InstantSource clock) {
        super(context);
        this.timers = timers;
        this.reader = reader;
        this.current = current;
        this.blocking = blocking;
        this.clock = clock;
        this.report = new UnreadReport(damage);
        this.topic = context.spawn(Topic.create(Message.class, "catalog"), "topic");
        topic.tell(Topic.subscribe(context.getSelf().narrow()));
        timers.startTimerWithFixedDelay("every", new Message.Every(), READ_EVERY);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Message.class, message -> {
                    switch (message) {
                        case Message.Changed() -> wanted();
                        case Message.Every() -> onEvery();
                        case Message.Refresh refresh -> onRefresh(refresh);
                        case Message.Read(var catalog) -> onRead(catalog);
                        case Message.ReadFailed(var why) -> onFailed(why);
                        case Message.Settle(var replyTo) -> onSettle(replyTo);
                        case Message.Compiled compiled -> onCompiled(compiled);
                    }
                    return this;
                })
                .build();
    }

    /** Nobody waits for a reading that hangs, be it this one or the one that would follow. */
    private void onEvery() {
        boolean before = hangs;
        hangs = reading && hangsAt(clock.instant());
        if (hangs && !before)
            getContext()
                    .getLog()
                    .error("catalog not read: a reading does not end, so nothing is in force until one does");
        if (hangs) giveUpWaiting();
        wanted();
    }

    /** Where the reading before failed there is nothing in force whose time could be over, and this one hangs all the same. */
    private boolean hangsAt(Instant now) {
        return current.get().isOverdue(now) || Duration.between(begun, now).compareTo(Catalog.HOLDS_FOR) > 0;
    }

    private void giveUpWaiting() {
        Stream.concat(waiting.stream(), next.stream()).forEach(each -> each.tell(new Refreshed.Failed("it hangs")));
        waiting = new ArrayList<>();
        next = new ArrayList<>();
    }

    private void onRefresh(Message.Refresh refresh) {
        if (refresh.announce()) topic.tell(Topic.publish(new Message.Changed()));
        next.add(refresh.replyTo());
        wanted();
    }

    private void wanted() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        waiting = next;
        next = new ArrayList<>();
        var at = clock.instant();
        begun = at;
        getContext()
                .pipeToSelf(
                        CompletableFuture.supplyAsync(() -> reader.read(at), blocking),
                        (catalog, failure) ->
                                failure == null ? new Message.Read(catalog) : new Message.ReadFailed(cause(failure)));
    }

    private void onRead(Catalog catalog) {
        stuck.keySet().retainAll(catalog.compiling().values());
        current.set(catalog.withStuck(stuck));
        failedLast = "";
        report.of(catalog.unread());
        rejected.of(catalog.rejected());
        tell(waiting);
        settle();
        compileNext();
        done();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static void tell(List<ActorRef<Refreshed>> waiting) {
        waiting.forEach(each -> each.tell(new Refreshed.Current()));
    }

    private void onSettle(ActorRef<Refreshed> replyTo) {
        settling.add(replyTo);
        settle();
    }

    private void settle() {
        if (!current.get().untried().isEmpty()) return;
        tell(settling);
        settling = new ArrayList<>();
    }

    /** One at a time, in turn; those that could not be compiled come after all others. */
    private void compileNext() {
        var untried = current.get().untried();
        var left = new TreeMap<>(untried.isEmpty() ? current.get().compiling() : untried);
        if (compiling || left.isEmpty()) return;
        var next = left.higherEntry(compiledLast) == null ? left.firstEntry() : left.higherEntry(compiledLast);
        compiling = true;
        compiledLast = next.getKey();
        getContext()
                .pipeToSelf(
                        reader.compile(next.getValue()),
                        (_, failure) -> new Message.Compiled(
                                next.getValue(), Optional.ofNullable(failure).map(CatalogKeeper::cause)));
    }

    private void onCompiled(Message.Compiled compiled) {
        compiling = false;
        compiled.failed().ifPresentOrElse(why -> onStuck(compiled.version(), why), this::wanted);
    }

    /** Said once: it is tried again until it is compiled, or another is in force. */
    private void onStuck(PolicyVersion version, Throwable why) {
        if (!current.get().compiling().containsValue(version)) {
            wanted(); // another is in force by now
            return;
        }
        var before = stuck.put(version, why);
        var part = UnreadPart.ofSource(version, why);
        if (part.damaged()) report.damaged(part);
        else if (before == null || !before.toString().equals(why.toString())) warnOf(version, why);
        current.set(current.get().withStuck(stuck));
        settle();
        if (!current.get().untried().isEmpty()) compileNext();
    }

    private void warnOf(PolicyVersion version, Throwable why) {
        getContext()
                .getLog()
                .warn(
                        "policy {} cannot be compiled, so nothing serves {}/{}; tried again ({})",
                        version.id(),
                        version.tenant(),
                        version.tee(),
                        why.toString());
    }

    /** What was in force may have been withdrawn since, whosever it is. */
    private void onFailed(Throwable why) {
        if (!why.toString().equals(failedLast))
            getContext().getLog().error("catalog not read; tried again: {}", why.toString());
        failedLast = why.toString();
        current.set(current.get().unreadable(why));
        waiting.forEach(each -> each.tell(new Refreshed.Failed(why.toString())));
        timers.startSingleTimer(new Message.Changed(), ALL_AGAIN_AFTER);
        done();
    }

    private void done() {
        waiting = new ArrayList<>();
        reading = false;
        if (hangs) getContext().getLog().warn("a reading of the catalog that did not end has ended");
        hangs = false;
        if (again || !next.isEmpty()) wanted();
    }
}
