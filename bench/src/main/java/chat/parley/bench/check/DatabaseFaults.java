package chat.parley.bench.check;

import chat.parley.bench.check.Fault.Scene;
import chat.parley.bench.fault.Disk;
import chat.parley.bench.fault.FaultProxy;
import chat.parley.bench.fault.NodeProcess;
import chat.parley.bench.fault.PostgresProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What happens to the database and to the way there. */
final class DatabaseFaults {

  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  private DatabaseFaults() {}

  private static CompletableFuture<Double> roomsAnswer(Scene scene) {
    return scene.recorder().service().allRoomsAnswer(scene.load().rooms(), BACK_WITHIN);
  }

  /** SIGKILL of the server and all its backends; it comes back after a while. */
  static void kill(Scene scene) {
    PostgresProcess postgres = scene.cluster().postgres();
    scene.note("postgres-kill", "postgres", "begin", 0);
    postgres.kill();
    scene.hold(scene.between(Duration.ZERO, Duration.ofSeconds(10)));
    postgres.start();
    scene.note("postgres-kill", "postgres", "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("postgres-kill", "postgres", "end", 0);
  }

  /** All connections of the nodes are ended by the server, several times in a row. */
  static void terminate(Scene scene) {
    scene.note("backends", "postgres", "begin", 0);
    for (int i = 0; i < 3; i++) {
      scene.cluster().postgres().terminateBackends();
      scene.hold(scene.between(Duration.ofMillis(100), Duration.ofSeconds(2)));
    }
    scene.note("backends", "postgres", "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("backends", "postgres", "end", 0);
  }

  /** All connections of one node are reset, several times in a row. */
  static void reset(Scene scene) {
    NodeProcess node = scene.anyMember();
    scene.note("db-reset", node, "begin", 0);
    for (int i = 0; i < 3; i++) {
      scene.cluster().databaseLink(node.number()).reset();
      scene.hold(scene.between(Duration.ofMillis(100), Duration.ofSeconds(2)));
    }
    scene.note("db-reset", node, "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("db-reset", node, "end", 0);
  }

  /** Nothing comes through between one node and the database, and nobody says so. */
  static void silence(Scene scene) {
    NodeProcess node = scene.anyMember();
    scene.note("db-silence", node, "begin", 0);
    scene.cluster().partFromDatabase(node.number());
    scene.hold(scene.between(Duration.ofSeconds(3), Duration.ofSeconds(25)));
    scene.cluster().heal();
    scene.note("db-silence", node, "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("db-silence", node, "end", 0);
  }

  /** Connections end exactly between the server's COMMIT and its answer. */
  static void commitCut(Scene scene) {
    NodeProcess node = scene.anyMember();
    FaultProxy link = scene.cluster().databaseLink(node.number());
    scene.note("db-commit-cut", node, "begin", 0);
    int before = link.cutCommits();
    link.cutAtCommit(6);
    scene.hold(Duration.ofSeconds(4));
    link.pass();
    int cut = link.cutCommits() - before;
    scene.note("db-commit-cut", node, "answers cut: " + cut, 0);
    scene.times().count("db-commit-cut: answers cut", cut);
    scene.note("db-commit-cut", node, "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("db-commit-cut", node, "end", 0);
  }

  /** A transaction that wrote to the journal stays open for 12 seconds, while others commit. */
  static void openTransaction(Scene scene) {
    scene.note("open-transaction", "postgres", "begin", 0);
    try (Connection connection = scene.cluster().postgres().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          "insert into event_journal (persistence_id, sequence_number, writer, event_ser_id,"
              + " event_ser_manifest, event_payload)"
              + " values ('main/held-open', 1, '', 0, '', ''::bytea)");
      scene.hold(Duration.ofSeconds(12));
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    scene.note("open-transaction", "postgres", "all rooms write", roomsAnswer(scene).join());
    settle(scene);
    scene.note("open-transaction", "postgres", "end", 0);
  }

  /** Every commit takes a tenth of a second, as on a disk that is worn out. */
  static void slowDisk(Scene scene) {
    PostgresProcess postgres = scene.cluster().postgres();
    scene.note("slow-disk", "postgres", "begin", 0);
    postgres.slowCommits(Duration.ofMillis(100));
    scene.hold(Duration.ofSeconds(15));
    postgres.slowCommits(Duration.ZERO);
    scene.note("slow-disk", "postgres", "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("slow-disk", "postgres", "end", 0);
  }

  /** The database's disk is full to the last block, for a while. */
  static void fullDisk(Scene scene) {
    PostgresProcess postgres = scene.cluster().postgres();
    scene.note("full-disk", "postgres", "begin", 0);
    Disk.Filler filler = postgres.fillDisk();
    try {
      scene.hold(scene.between(Duration.ofSeconds(4), Duration.ofSeconds(12)));
    } finally {
      filler.close();
    }
    postgres.revive();
    scene.note("full-disk", "postgres", "all rooms write again", roomsAnswer(scene).join());
    settle(scene);
    scene.note("full-disk", "postgres", "end", 0);
  }

  private static void settle(Scene scene) {
    scene.hold(Duration.ofSeconds(3));
    scene.reviveAll();
  }
}
