package org.attestry.cluster.baseline;

import org.attestry.cluster.http.Damage;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.RequestIds;

/** What a caller is told of an entity's reply: the version meant, or why nothing was done. */
final class BaselineAnswers {
    private BaselineAnswers() {}

    /** The version that {@code asked} added, now or when it came before. */
    static BaselineItem added(BaselineRequest asked, BaselineEntity.Reply reply) {
        return switch (reply) {
            case BaselineEntity.Reply.AddedBefore before -> again(asked, before);
            case BaselineEntity.Reply.Done _, BaselineEntity.Reply.Conflict _, BaselineEntity.Reply.NextIs _ ->
                item(reply);
            case BaselineEntity.Reply.Withdrawn _, BaselineEntity.Reply.WithdrawnBefore _ -> item(reply);
            case BaselineEntity.Reply.NoSuchVersion _, BaselineEntity.Reply.Damaged _ -> item(reply);
        };
    }

    /** The very same request: made again, its document is the one that was recorded. */
    private static BaselineItem again(BaselineRequest asked, BaselineEntity.Reply.AddedBefore before) {
        var version = before.version();
        var made = asked.version(version.version(), version.addedAt());
        if (!made.digest().equals(version.digest())) throw RequestIds.used("the version that another request added");
        return BaselineItem.of(version, before.active(), before.withdrawal());
    }

    /** The version that was meant. */
    static BaselineItem item(BaselineEntity.Reply reply) {
        return switch (reply) {
            case BaselineEntity.Reply.Done(var version, var active) -> BaselineItem.of(version, active);
            case BaselineEntity.Reply.Withdrawn(var version, var at, var reason) ->
                BaselineItem.withdrawn(version, at, reason);
            case BaselineEntity.Reply.WithdrawnBefore(var at, var reason) ->
                throw Problem.refuse(
                        Problem.Kind.CONFLICT,
                        "this version was withdrawn at " + at + (reason.isEmpty() ? "" : " (" + reason + ")")
                                + " and counts never again; add another");
            case BaselineEntity.Reply.NoSuchVersion() ->
                throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such version of this baseline");
            case BaselineEntity.Reply.Conflict() ->
                throw Problem.refuse(Problem.Kind.CONFLICT, "another version was added meanwhile; send it again");
            case BaselineEntity.Reply.Damaged() -> throw Damage.ofRecords("this baseline");
            case BaselineEntity.Reply.NextIs _, BaselineEntity.Reply.AddedBefore _ -> throw noAnswer();
        };
    }

    /** The entity answered another question than it was asked. */
    static IllegalStateException noAnswer() {
        return new IllegalStateException("not an answer to this question");
    }
}
