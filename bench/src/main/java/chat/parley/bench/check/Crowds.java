package chat.parley.bench.check;

import chat.parley.bench.check.Fault.Scene;
import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleySocket;
import chat.parley.bench.client.ParleySockets;
import chat.parley.bench.client.SocketListener;
import chat.parley.bench.fault.NodeProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many at once, and those who do not read. */
final class Crowds {

  private static final int STORM = 2_000;
  private static final Duration STORM_OVER = Duration.ofSeconds(5);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(120);
  private static final Duration MUTE_FOR = Duration.ofSeconds(25);

  private Crowds() {}

  /** Counts hellos. */
  private static final class Greeted implements SocketListener {
    private final AtomicInteger count;

    Greeted(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public void connected(JsonNode hello) {
      count.incrementAndGet();
    }
  }

  /** 2,000 clients lose their connections within 5 seconds and come back. */
  static void storm(Scene scene) {
    scene.note("storm", "all nodes", "begin", 0);
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger greeted = new AtomicInteger();
    try (ParleySockets sockets = new ParleySockets()) {
      List<ParleySocket> crowd = new ArrayList<>();
      for (int i = 0; i < STORM; i++) {
        String user = "storm-" + i;
        crowd.add(
            sockets.open(
                () -> inTurn(scene, attempts),
                "storm",
                () -> scene.cluster().token(user, "USER"),
                new Greeted(greeted)));
        scene.hold(Duration.ofMillis(2));
      }
      double first = await(scene, greeted, STORM);
      scene.note("storm", "all nodes", "2,000 have connected", first);
      long began = System.nanoTime();
      for (ParleySocket one : crowd) {
        one.cut();
        scene.hold(STORM_OVER.dividedBy(STORM));
      }
      await(scene, greeted, 2 * STORM);
      double back = Service.seconds(System.nanoTime() - began);
      scene.note("storm", "all nodes", "2,000 are back, from the first cut", back);
    }
    scene.note("storm", "all nodes", "end", 0);
  }

  /** As behind a load balancer, whoever is slow. */
  private static URI inTurn(Scene scene, AtomicInteger attempts) {
    List<NodeProcess> members = scene.cluster().members();
    return members.get(attempts.getAndIncrement() % members.size()).url();
  }

  private static double await(Scene scene, AtomicInteger count, int wanted) {
    long began = System.nanoTime();
    while (count.get() < wanted) {
      if (System.nanoTime() - began > BACK_WITHIN.toNanos()) {
        scene.broken("storm", "only " + count + " of " + wanted + " hellos were answered");
        return Double.NaN;
      }
      scene.hold(Duration.ofMillis(20));
    }
    return Service.seconds(System.nanoTime() - began);
  }

  /**
   * One reader more for every ten people, each following every room of one of them, who never
   * reads: the server ends their sessions, the others do not notice.
   */
  static void mute(Scene scene) {
    scene.note("mute-readers", "all nodes", "begin", 0);
    List<CheckClient> people = scene.load().clients();
    List<RawPeer> mute = new ArrayList<>();
    try {
      for (int i = 0; i < people.size(); i += 10) {
        mute.add(follow(scene, people.get(i)));
      }
      scene.hold(MUTE_FOR);
    } finally {
      mute.forEach(RawPeer::close);
    }
    scene.note("mute-readers", "all nodes", "end", 0);
  }

  private static RawPeer follow(Scene scene, CheckClient client) {
    NodeProcess node = scene.anyMember();
    try {
      RawPeer peer = new RawPeer(node.url(), (int) MUTE_FOR.toMillis()).upgrade();
      var hello = Json.object().put("type", "hello").put("id", 1);
      hello.put("token", scene.cluster().token(client.user(), "USER"));
      client.rooms().forEach(room -> hello.withArray("rooms").addObject().put("roomId", room));
      peer.text(Json.write(hello));
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
