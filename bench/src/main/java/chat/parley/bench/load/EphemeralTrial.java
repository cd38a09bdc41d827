package chat.parley.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What lies around messages, one part after the other, on nodes that were just started. */
final class EphemeralTrial {

  /** At the end, when the nodes have compiled what they will: what the parts are compared with. */
  private static final String REST = "at rest again";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int ENTER_AT_ONCE = 64;

  /** So many times as much happens before anything is measured, of each part in turn; */
  private static final int WARM_UP = 3;

  /** but no more than this a second, since there are sends among it. */
  private static final double WARM_UP_AT_MOST = 300;

  /** Longer than a sign of typing holds. */
  private static final Duration QUIET = Duration.ofSeconds(9);

  /** What can be measured. */
  enum Part {
    INBOX,
    PRESENCE,
    TYPING,
    RECEIPTS,
    META
  }

  /**
   * How much of it.
   *
   * @param rate presence, typing and receipts: what happens a second
   * @param sends inbox: messages a second
   * @param watch presence: how many others each session names
   * @param polls meta: polls a second
   */
  record Size(
      int sessions, int rooms, int members, double rate, double sends, int watch, double polls) {}

  private final Target target;
  private final Ground ground;
  private final Size size;
  private final Set<Part> parts;
  private final Pace pace;
  private final List<Span> spans = new ArrayList<>();
  private String troubles = "";

  EphemeralTrial(Target target, Ground ground, Size size, Set<Part> parts, Pace pace) {
    this.target = target;
    this.ground = ground;
    this.size = size;
    this.parts = Set.copyOf(parts);
    this.pace = pace;
  }

  List<Span> run() {
    Cast cast = Habits.cast(size.sessions(), size.rooms(), size.members());
    target.makeRooms(cast);
    try (Loop loop = new Loop()) {
      Guests guests = new Guests(loop, target, size.sessions(), ground::token);
      guests.enter(ENTER_AT_ONCE);
      Gauge gauge = new Gauge(target, ground, guests, pace);
      Habits habits = new Habits(guests, target, cast, size.sessions());
      habits.fill(messagesToRead());
      double warmUp = Math.min(WARM_UP * size.rate(), WARM_UP_AT_MOST);
      gauge.during("warm-up", "", warmUp, habits::anything);
      if (parts.contains(Part.INBOX)) {
        inbox(gauge, habits);
      }
      habits.openRooms();
      add(gauge.rest("at rest, rooms open"));
      if (parts.contains(Part.TYPING)) {
        add(gauge.during("typing: one begins", REST, size.rate(), habits::sign));
        Pace.pause(QUIET);
      }
      if (parts.contains(Part.RECEIPTS)) {
        add(gauge.during("receipts: one reads", REST, size.rate(), habits::read));
      }
      if (parts.contains(Part.META)) {
        meta(loop, gauge, new MetaPolls(guests, target, cast, size.rooms()));
      }
      add(gauge.rest(REST));
      if (parts.contains(Part.PRESENCE)) {
        presence(gauge, habits);
      }
      troubles = guests.troubles();
      guests.leave();
    }
    return List.copyOf(spans);
  }

  /** The twins' members are not there to be told: what the same sends cost without an inbox. */
  private void inbox(Gauge gauge, Habits habits) {
    String rest = "at rest, no room open";
    String twins = "sends, nobody there";
    add(gauge.rest(rest));
    add(gauge.during(twins, rest, size.sends(), habits::sendToTwin));
    add(gauge.during("inbox: the same, all there", twins, size.sends(), habits::send));
  }

  private void presence(Gauge gauge, Habits habits) {
    String base = REST;
    if (size.watch() > 0) {
      base = "at rest, each watches " + size.watch();
      habits.watch(size.watch());
      add(gauge.rest(base));
    }
    add(gauge.during("presence: one comes or goes", base, size.rate(), habits::turn));
  }

  private void meta(Loop loop, Gauge gauge, MetaPolls polls) {
    loop.execute(polls::open);
    Pace.pause(SECOND);
    for (boolean tagged : new boolean[] {false, true}) {
      String name = tagged ? "meta: nothing changed (304)" : "meta: with a body (200)";
      add(gauge.during(name, REST, size.polls(), () -> polls.poll(tagged)));
      System.out.println("    seen by the client: " + loop.ask(polls::takeTimes));
    }
  }

  /** Twice the time of one span: the warm-up, which reads now and then, and the receipts. */
  private int messagesToRead() {
    double moves = size.rate() * 2 * pace.warmup().plus(pace.measured()).toSeconds();
    return 1 + (int) (moves / size.rooms() / (size.members() - 1));
  }

  private void add(Span span) {
    spans.add(span);
    System.out.println("  " + span.name());
  }

  /** What went wrong; empty when nothing did. */
  String troubles() {
    return troubles;
  }
}
