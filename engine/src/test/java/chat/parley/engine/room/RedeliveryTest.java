package chat.parley.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.typed.ShardingEnvelope;
import chat.parley.engine.feed.Samples;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  private final Queue<Map.Entry<String, RoomMessage>> told = new ConcurrentLinkedQueue<>();
  private final TestProbe<Object> nobody = KIT.createTestProbe();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void whatAHandOffDroppedIsToldAgainInItsOrder() {
    KIT.spawn(Redelivery.of((entityId, message) -> told.add(Map.entry(entityId, message))));
    RoomMessage first = new RoomMessage.Typing(Samples.user("u1"), true);
    RoomMessage second = new RoomMessage.Typing(Samples.user("u1"), false);

    // Until it listens, which it does at some time after its start.
    await()
        .until(
            () -> {
              drop("not for a room");
              drop(new ShardingEnvelope<>("main/r1", first), "Buffer for [main/r1] is full");
              drop(new ShardingEnvelope<>("main/r1", first));
              drop(new ShardingEnvelope<>("main/r1", "not for a room"));
              drop(new ShardingEnvelope<>("main/r2", second));
              return told.size() >= 2;
            });

    List<Map.Entry<String, RoomMessage>> all = List.copyOf(told);
    assertThat(all.subList(0, 2))
        .containsExactly(Map.entry("main/r1", first), Map.entry("main/r2", second));
    assertThat(all).allMatch(one -> one.getValue() instanceof RoomMessage.Typing);
  }

  private void drop(Object message) {
    drop(message, Redelivery.HAND_OFF);
  }

  private void drop(Object message, String reason) {
    Dropped dropped = Dropped.apply(message, reason, Adapter.toClassic(nobody.getRef()));
    KIT.system().eventStream().tell(new EventStream.Publish<>(dropped));
  }
}
