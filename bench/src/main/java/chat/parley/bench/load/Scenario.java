package chat.parley.bench.load;

import chat.parley.bench.load.Workload.Kind;
import java.util.List;

/** A workload with a name; {@link #ALL} is the table of them. */
public record Scenario(String name, String title, Workload workload) {

  private static final Workload GROUPS = Workload.chat(200, 50, 8);
  private static final Workload CROWD = Workload.chat(1_000, 1, 1_000);
  private static final int GIB = 1_024;

  /** In the order in which they are run. */
  static final List<Scenario> ALL =
      List.of(
          new Scenario("S1", "200 users, 50 rooms of 8, 100 sends/s", GROUPS.rate(100)),
          new Scenario("S2", "200 users, 50 rooms of 8, 200 sends in flight", GROUPS),
          new Scenario("S3-10", "One room with 1,000 online, 10 sends/s", CROWD.rate(10)),
          new Scenario("S3-50", "One room with 1,000 online, 50 sends/s", CROWD.rate(50)),
          new Scenario(
              "S3-max", "One room with 1,000 online, 20 senders at saturation", CROWD.inFlight(20)),
          new Scenario(
              "S4",
              "Lists of the 30 newest of 200 rooms at random, 32 connections at saturation",
              Workload.chat(200, 200, 8).of(Kind.LIST).followers(0).inFlight(32).prefill(50)),
          new Scenario(
              "S5",
              "2,000 connects with login and one subscription, 64 under way",
              Workload.chat(2_000, 250, 8).of(Kind.CONNECT).inFlight(64)),
          new Scenario(
              "S6",
              "One hot room: 200 senders at saturation, 8 of them follow it",
              Workload.chat(200, 1, 200).followers(8)),
          new Scenario(
              "S7",
              "100,000 rooms touched at random, 32 sends in flight, heap of 1 GiB",
              Workload.chat(200, 100_000, 8).followers(0).inFlight(32).heapMegabytes(GIB)),
          new Scenario(
              "start",
              "Started on 1,000 rooms of 100 messages, after a kill",
              Workload.chat(200, 1_000, 8).of(Kind.START).followers(0).inFlight(32).prefill(100)),
          new Scenario("S8", "As S1 with 500 sends/s, for one node and three", GROUPS.rate(500)),
          new Scenario("S8-max", "As S2, for one node and three", GROUPS),
          new Scenario(
              "logs",
              "Real chat logs, a room each, with their own texts and distances, 100 lines/s",
              Workload.chat(0, 0, 0).of(Kind.LOGS).rate(100)));

  /** Those of a name; S3 is all whose name begins with it. */
  static List<Scenario> named(String name) {
    List<Scenario> found =
        ALL.stream()
            .filter(one -> one.name().equals(name) || one.name().startsWith(name + "-"))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no scenario is called " + name);
    }
    return found;
  }

  Scenario with(Workload other) {
    return new Scenario(name, title, other);
  }
}
