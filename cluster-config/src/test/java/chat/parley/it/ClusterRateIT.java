package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user's rate holds over nodes, sockets and HTTP together. */
class ClusterRateIT {

  private static final double RATE = 3;
  private static final int BURST = 5;
  private static final int EACH = 10;

  /** An allowance that does not answer in time lets a send through: it is given all the time. */
  @RegisterExtension
  static final RunningCluster CLUSTER =
      new RunningCluster(2)
          .with("PARLEY_USER_RATE", (int) RATE + "/" + BURST)
          .configured("parley.engine.allowance.wait", "10s");

  @Test
  void fortySendsAtOnceThroughAllDoorsAreNoMoreThanTheRateAllows() {
    List<TestUser> ann = List.of(CLUSTER.user(0, "ann"), CLUSTER.user(1, "ann"));
    String one = ann.get(0).room("bob");
    String two = ann.get(1).room("bob");
    long start = System.nanoTime();
    List<CompletableFuture<Integer>> doors = new ArrayList<>();
    for (TestUser user : ann) {
      doors.add(CompletableFuture.supplyAsync(() -> overSocket(user, one)));
      doors.add(CompletableFuture.supplyAsync(() -> overHttp(user, two)));
    }
    int accepted = doors.stream().mapToInt(CompletableFuture::join).sum();
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(accepted).isBetween(BURST, BURST + (int) Math.ceil(RATE * seconds));
    await().until(() -> ann.get(1).say(one, "later").status() == 200);
  }

  /** How many were accepted; all are on their way before the first answer is looked at. */
  private static int overSocket(TestUser user, String room) {
    try (TestSocket socket = user.socket()) {
      socket.hello();
      for (int i = 0; i < EACH; i++) {
        socket.send(
            "{\"type\":\"send\",\"id\":" + i + ",\"roomId\":\"" + room + "\",\"content\":\"m\"}");
      }
      int accepted = 0;
      for (int i = 0; i < EACH; i++) {
        accepted += socket.take(o -> o.has("re")).path("type").asText().equals("ack") ? 1 : 0;
      }
      return accepted;
    }
  }

  private static int overHttp(TestUser user, String room) {
    List<CompletableFuture<Integer>> sends = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      sends.add(CompletableFuture.supplyAsync(() -> user.say(room, "m").status()));
    }
    return (int) sends.stream().filter(send -> send.join() == 200).count();
  }
}
