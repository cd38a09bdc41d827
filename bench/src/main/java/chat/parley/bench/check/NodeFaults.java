package chat.parley.bench.check;

import chat.parley.bench.check.Fault.Scene;
import chat.parley.bench.fault.NodeProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens to nodes and to the network between them. */
final class NodeFaults {

  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
  private static final AtomicInteger TURN = new AtomicInteger();

  private NodeFaults() {}

  private static CompletableFuture<Double> roomsAnswer(Scene scene) {
    return scene.recorder().service().allRoomsAnswer(scene.load().rooms(), BACK_WITHIN);
  }

  /** The members in turn, so that each is hit, the oldest too. */
  private static NodeProcess next(Scene scene) {
    List<NodeProcess> members = scene.cluster().members();
    return members.get(Math.floorMod(TURN.getAndIncrement(), members.size()));
  }

  /** SIGKILL of one node after the other. */
  static void kill(Scene scene) {
    NodeProcess node = next(scene);
    scene.note("kill", node, "begin", 0);
    CompletableFuture<Double> back = roomsAnswer(scene);
    node.kill();
    scene.note("kill", node, "all rooms answer again", back.join());
    scene.reviveAll();
    scene.note("kill", node, "end", 0);
  }

  /** SIGKILL of two of three: the third must stop serving. */
  static void killTwo(Scene scene) {
    NodeProcess left = next(scene);
    List<NodeProcess> killed =
        scene.cluster().members().stream().filter(node -> node != left).toList();
    scene.note("kill-two", left, "begin", 0);
    long began = System.nanoTime();
    killed.forEach(NodeProcess::kill);
    left.awaitEnd();
    double ended = Service.seconds(System.nanoTime() - began);
    scene.note("kill-two", left, "the third has stopped", ended);
    CompletableFuture<Double> back = roomsAnswer(scene);
    scene.load().sendIntoEveryRoom(scene.random().split());
    scene.reviveAll();
    scene.note("kill-two", left, "all rooms answer after the restart", back.join());
    scene.note("kill-two", left, "end", 0);
  }

  /** SIGSTOP for 5 to 60 seconds: longer than the others wait, it finds itself downed. */
  static void pause(Scene scene) {
    NodeProcess node = next(scene);
    Duration time = scene.between(Duration.ofSeconds(5), Duration.ofSeconds(60));
    scene.note("pause", node, "begin for " + time.toSeconds() + " s", 0);
    CompletableFuture<Double> back = roomsAnswer(scene);
    node.pause();
    scene.hold(time);
    node.resume();
    scene.note("pause", node, "all rooms answer again", back.join());
    settle(scene);
    scene.note("pause", node, "end", 0);
  }

  /** SIGTERM of each node in turn, and its start. */
  static void rolling(Scene scene) {
    for (NodeProcess node : scene.cluster().members()) {
      scene.note("rolling", node, "begin", 0);
      long began = System.nanoTime();
      CompletableFuture<Double> back = roomsAnswer(scene);
      node.terminate();
      node.awaitEnd();
      scene.note("rolling", node, "the node has ended", Service.seconds(System.nanoTime() - began));
      scene.note("rolling", node, "all rooms answer again", back.join());
      scene.reviveAll();
      scene.hold(Duration.ofSeconds(3));
      scene.note("rolling", node, "end", 0);
    }
  }

  /** One node loses the others in both directions. */
  static void partition(Scene scene) {
    NodeProcess alone = next(scene);
    part(
        scene,
        "partition",
        alone,
        () ->
            scene.cluster().members().stream()
                .filter(other -> other != alone)
                .forEach(other -> scene.cluster().part(alone.number(), other.number())));
  }

  /** What one node says to another does not arrive; the other way all is well. */
  static void oneWay(Scene scene) {
    NodeProcess from = next(scene);
    NodeProcess to = scene.cluster().node(from.number() % scene.cluster().members().size() + 1);
    part(
        scene,
        "partition-one-way",
        from,
        () -> scene.cluster().partOneWay(from.number(), to.number()));
  }

  /** Two nodes lose each other; the third sees both. */
  static void bridge(Scene scene) {
    NodeProcess one = next(scene);
    NodeProcess other = scene.cluster().node(one.number() % scene.cluster().members().size() + 1);
    part(scene, "partition-bridge", one, () -> scene.cluster().part(one.number(), other.number()));
  }

  private static void part(Scene scene, String what, NodeProcess on, Runnable cut) {
    scene.note(what, on, "begin", 0);
    CompletableFuture<Double> back = roomsAnswer(scene);
    cut.run();
    scene.note(what, on, "all rooms answer again", back.join());
    scene.hold(scene.between(Duration.ofSeconds(2), Duration.ofSeconds(8)));
    scene.cluster().heal();
    settle(scene);
    scene.note(what, on, "end", 0);
  }

  /** Nodes that were downed end by themselves within this time; then they are started again. */
  private static void settle(Scene scene) {
    scene.hold(Duration.ofSeconds(14));
    scene.reviveAll();
  }

  /** A node that was not there joins under load, and leaves again. */
  static void grow(Scene scene) {
    NodeProcess more = scene.cluster().node(scene.cluster().members().size() + 1);
    scene.note("grow", more, "begin", 0);
    scene.recorder().service().fresh();
    more.launch();
    more.awaitUp();
    scene.hold(Duration.ofSeconds(25)); // a rebalance every 10 s
    Service.Worst joined = scene.recorder().service().worst();
    scene.note("grow", more, "longest pause of a room while shards moved in", joined.roomPause());
    scene.recorder().service().fresh();
    more.terminate();
    more.awaitEnd();
    scene.hold(Duration.ofSeconds(3));
    Service.Worst left = scene.recorder().service().worst();
    scene.note("grow", more, "longest pause of a room while shards moved out", left.roomPause());
    scene.note("grow", more, "end", 0);
  }

  /** The time of day of one node jumps by an hour, one way and then the other. */
  static void clock(Scene scene) {
    NodeProcess node = next(scene);
    for (int hours : new int[] {1, -1, 0}) {
      scene.note("clock", node, "begin " + hours + " h", 0);
      scene.cluster().clock(node.number()).set(Duration.ofHours(hours));
      scene.hold(Duration.ofSeconds(8));
    }
    scene.note("clock", node, "all rooms answer", roomsAnswer(scene).join());
    scene.note("clock", node, "end", 0);
  }
}
