package chat.parley.bench.load;

import picocli.CommandLine.Option;

/** What is to be other than in the table of scenarios: for trials, and for what it has not. */
public final class Overrides {

  @Option(names = "--users", description = "Instead of the scenario's.")
  private Integer users;

  @Option(names = "--rooms", description = "Likewise.")
  private Integer rooms;

  @Option(names = "--members", description = "Of each room.")
  private Integer members;

  @Option(names = "--followers", description = "Of each room's members, who follow it live.")
  private Integer followers;

  @Option(names = "--bytes", description = "Of a message, in UTF-8.")
  private Integer bytes;

  @Option(names = "--rate", description = "Sends a second; 0 for saturation.")
  private Double rate;

  @Option(names = "--in-flight", description = "At saturation, under way at once.")
  private Integer inFlight;

  @Option(names = "--prefill", description = "Messages in each room before it begins.")
  private Integer prefill;

  Workload applied(Workload load) {
    Workload changed =
        load.size(or(users, load.users()), or(rooms, load.rooms()), or(members, load.members()));
    return changed
        .followers(or(followers, changed.followers()))
        .textBytes(or(bytes, load.textBytes()))
        .rate(or(rate, load.rate()))
        .inFlight(or(inFlight, load.inFlight()))
        .prefill(or(prefill, load.prefill()));
  }

  private static <T> T or(T given, T other) {
    return given == null ? other : given;
  }

  /** As options, those that were given. */
  @Override
  public String toString() {
    return option("users", users)
        + option("rooms", rooms)
        + option("members", members)
        + option("followers", followers)
        + option("bytes", bytes)
        + option("rate", rate)
        + option("in-flight", inFlight)
        + option("prefill", prefill);
  }

  private static String option(String name, Object value) {
    return value == null ? "" : " --" + name + " " + value;
  }
}
