package chat.parley.bench.check;

import chat.parley.bench.fault.LocalCluster;
import chat.parley.bench.fault.NodeProcess;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One kind of harm that a cluster must bear, done once and made good again. */
interface Fault {

  /** What a fault works with. */
  record Scene(
      LocalCluster cluster, Load load, Recorder recorder, SplittableRandom random, Times times) {

    NodeProcess anyMember() {
      List<NodeProcess> members = cluster.members();
      return members.get(random.nextInt(members.size()));
    }

    /** A whole number of milliseconds. */
    Duration between(Duration from, Duration to) {
      return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis() + 1));
    }

    void hold(Duration time) {
      long until = System.nanoTime() + time.toNanos();
      for (long rest = time.toNanos(); rest > 0; rest = until - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
    }

    /** Writes down that something was done, or seen. */
    void note(String what, Object on, String step, double seconds) {
      recorder.add(new Entry.Fault(what, on.toString(), step, System.nanoTime(), seconds));
      if (Double.isNaN(seconds)) {
        broken(what, "not in time: " + step);
      }
      if (seconds != 0) {
        times.add(what + ": " + step, seconds);
      }
    }

    /** Writes down what must not be. */
    void broken(String what, String detail) {
      recorder.add(new Entry.Broken(what, detail, System.nanoTime()));
    }

    /** Starts every member that is not alive, together, and waits until they serve. */
    void reviveAll() {
      List<NodeProcess> gone = cluster.members().stream().filter(n -> !n.isAlive()).toList();
      gone.forEach(NodeProcess::launch);
      gone.forEach(NodeProcess::awaitUp);
    }
  }

  /** Does it once; when it returns, all nodes serve again. */
  void once(Scene scene);
}
