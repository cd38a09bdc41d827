package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.operations.OperationsCheck;
import chat.parley.bench.operations.OperationsVerdict;
import chat.parley.cli.JournalRecount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./parley check operations}, and whether it would notice. */
class OperationsIT {

  private static final OperationsCheck.Plan PLAN =
      new OperationsCheck.Plan(
          20, 8, 8, 1_500, Duration.ofMinutes(5), System.nanoTime() & 0xffff_ffffL);

  @Test
  void everybodysCountsAreRightAfterRandomOperationsAndAKill() throws IOException {
    Path target = Files.createDirectories(Path.of("target", "it"));
    Path home = Files.createTempDirectory(target, "operations").toAbsolutePath();
    try (LocalCluster cluster = LocalCluster.of(home, 3).option("-XX:TieredStopAtLevel=1").start();
        OperationsCheck check = new OperationsCheck(PLAN, cluster, System.out)) {
      check.operate();

      OperationsVerdict verdict = check.compare(new JournalRecount());
      System.out.println(verdict.table());
      assertThat(verdict.isGood()).as(verdict.table()).isTrue();
      assertThat(verdict.operations()).isEqualTo(PLAN.operations());
      assertThat(verdict.unread()).as("something is unread").isPositive();
      assertThat(verdict.mentions()).as("somebody is mentioned").isPositive();

      // What was deleted counts again in the view: nodes tell too much, the journal does not.
      cluster.postgres().execute("delete from uncounted_message");
      OperationsVerdict falsified = check.compare(new JournalRecount());
      assertThat(falsified.differences()).as(falsified.table()).isPositive();
      assertThat(falsified.recounted()).as(falsified.table()).isNotEmpty();
      assertThat(falsified.isGood()).isFalse();
    }
  }
}
