package chat.parley.engine.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a person is there, over all devices that are looked at.
 *
 * @param lastSeenAt the last thing that the person did; of one who left while ONLINE the time of
 *     leaving. Null: not known
 * @param platforms what the devices say that they are, sorted; at most {@link #PLATFORMS}
 */
public record Presence(PresenceStatus status, Instant lastSeenAt, List<String> platforms) {

  /** More kinds of devices than this help nobody. */
  public static final int PLATFORMS = 8;

  /** Of whom nobody has heard. */
  public static final Presence UNKNOWN = new Presence(PresenceStatus.OFFLINE, null, List.of());

  public Presence {
    platforms = List.copyOf(platforms);
  }

  /** Not there any more. */
  public static Presence offline(Instant lastSeenAt) {
    return new Presence(PresenceStatus.OFFLINE, lastSeenAt, List.of());
  }

  /** Of one who is there. */
  public static Presence present(
      PresenceStatus status, Instant lastSeenAt, Stream<String> platforms) {
    return new Presence(
        status, lastSeenAt, platforms.distinct().sorted().limit(PLATFORMS).toList());
  }

  public boolean isPresent() {
    return status != PresenceStatus.OFFLINE;
  }

  /** The same person as seen from two sides. */
  public Presence and(Presence other) {
    PresenceStatus better = status.compareTo(other.status) <= 0 ? status : other.status;
    return present(
        better,
        later(lastSeenAt, other.lastSeenAt),
        Stream.concat(platforms.stream(), other.platforms.stream()));
  }

  private static Instant later(Instant a, Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }
}
