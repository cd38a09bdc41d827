package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.check.Anomaly;
import chat.parley.bench.check.Check;
import chat.parley.bench.check.Verdict;
import chat.parley.bench.fault.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./parley check}: three real nodes that are broken while people chat. */
class CheckIT {

  @Test
  void everyPromiseIsKeptWhileNodesAndDatabaseFail() throws IOException {
    Check check =
        check(Duration.ofSeconds(80), List.of("kill", "postgres-kill", "rolling", "db-commit-cut"));
    Verdict verdict = check.run(cluster(check));
    check.report().forEach(System.out::println);
    System.out.println(verdict.table());
    assertThat(verdict.isGood()).as(verdict.table()).isTrue();
    assertThat(verdict.counts().acked()).as("sends acked").isGreaterThan(1_000);
  }

  @Test
  void aDatabaseThatForgetsIsFoundOut() throws IOException {
    Check check = check(Duration.ofSeconds(15), List.of("postgres-kill"));
    Verdict verdict =
        check.run(
            cluster(check)
                .database("synchronous_commit", "off")
                .database("wal_writer_delay", "10s"));
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.count(Anomaly.LOST)).as(verdict.table()).isPositive();
  }

  /** Compiled quickly rather than well: a short run is over before the other pays. */
  private static LocalCluster.Builder cluster(Check check) {
    return LocalCluster.of(check.home(), 3).option("-XX:TieredStopAtLevel=1");
  }

  private static Check check(Duration time, List<String> faults) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "it"));
    Path home = Files.createTempDirectory(target, "check").toAbsolutePath();
    Duration calm = Duration.ofSeconds(3);
    return new Check(
        new Check.Plan(
            3, 20, 12, 4, 60, time, 0, 0, faults, calm, System.nanoTime() & 0xffff_ffffL),
        home,
        System.out);
  }
}
