package org.attestry.cluster.node

import com.typesafe.config.ConfigFactory
import org.apache.pekko.actor.testkit.typed.scaladsl.ScalaTestWithActorTestKit
import org.apache.pekko.persistence.testkit.scaladsl.EventSourcedBehaviorTestKit
import org.attestry.cluster.entity.FoundDamage
import org.attestry.persistence.events.TeeNodeEvent
import org.scalatest.wordspec.AnyWordSpecLike

/** The node entity as a peer sees it, driven through Pekko's own testkit with every event and state serialized. */
class TeeNodeSpec
    extends ScalaTestWithActorTestKit(
      EventSourcedBehaviorTestKit.config
        .withFallback(ConfigFactory.parseResources("attestry-pekko.conf").withoutPath("pekko.persistence"))
        .withFallback(ConfigFactory.load())
        .resolve())
    with AnyWordSpecLike {

  private val node = EventSourcedBehaviorTestKit[TeeNode.Command, TeeNodeEvent, TeeNode.State](
    system,
    TeeNode.create("default/n1", new FoundDamage(_ => ())))

  private def record(requestId: String, nonce: String): TeeNode.Reply =
    node
      .runCommand[TeeNode.Reply](replyTo =>
        new TeeNode.Command.RecordDecision(Decisions.affirming(requestId, nonce, Decisions.AT), replyTo))
      .reply

  "A TEE node" should {
    "record a decision, and the same request once only" in {
      record("r1", "a") match {
        case first: TeeNode.Reply.Recorded => record("r1", "a") shouldBe new TeeNode.Reply.Repeated(first)
        case other => fail(s"not recorded: $other")
      }
    }

    "refuse a nonce that another request redeemed, also after a restart" in {
      node.restart()
      record("r2", "a") shouldBe new TeeNode.Reply.AlreadyRedeemed()
    }

    "tell its standing" in {
      node.runCommand[TeeNode.Shown](replyTo => new TeeNode.Command.Show(replyTo)).reply match {
        case summary: TeeNode.Shown.Summary =>
          summary.standing shouldBe Standing.TRUSTED
          summary.records shouldBe 1L
        case other => fail(s"not told: $other")
      }
    }
  }
}
