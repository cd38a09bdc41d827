package chat.parley.bench.load;

/**
 * What is asked of a server.
 *
 * @param members of each room
 * @param followers of each room's members, who follow it live
 * @param textBytes of a message
 * @param rate sends a second, at a constant rate; 0 for as many as come back
 * @param inFlight without a rate: sends, requests or connects under way at once
 * @param prefill messages in each room before it begins
 * @param heapMegabytes of a server on Java, fixed; 0 for its own choice
 */
public record Workload(
    Kind kind,
    int users,
    int rooms,
    int members,
    int followers,
    int textBytes,
    double rate,
    int inFlight,
    int prefill,
    int heapMegabytes) {

  /** What is done and timed. */
  public enum Kind {
    /** Sends, and their deliveries. */
    CHAT,
    /** The lines of real logs, in the order and at the distances that they had. */
    LOGS,
    /** Lists of a room's newest messages over HTTP. */
    LIST,
    /** Connections, with login and subscription. */
    CONNECT,
    /** A start on existing data, after a kill. */
    START
  }

  static final int TEXT_BYTES = 120;

  static Workload chat(int users, int rooms, int members) {
    return new Workload(Kind.CHAT, users, rooms, members, members, TEXT_BYTES, 0, users, 0, 0);
  }

  Workload of(Kind other) {
    return new Workload(
        other, users, rooms, members, followers, textBytes, rate, inFlight, prefill, heapMegabytes);
  }

  Workload rate(double perSecond) {
    return new Workload(
        kind,
        users,
        rooms,
        members,
        followers,
        textBytes,
        perSecond,
        inFlight,
        prefill,
        heapMegabytes);
  }

  Workload inFlight(int atOnce) {
    return new Workload(
        kind, users, rooms, members, followers, textBytes, rate, atOnce, prefill, heapMegabytes);
  }

  Workload followers(int ofRoom) {
    return new Workload(
        kind, users, rooms, members, ofRoom, textBytes, rate, inFlight, prefill, heapMegabytes);
  }

  Workload textBytes(int bytes) {
    return new Workload(
        kind, users, rooms, members, followers, bytes, rate, inFlight, prefill, heapMegabytes);
  }

  Workload prefill(int messages) {
    return new Workload(
        kind, users, rooms, members, followers, textBytes, rate, inFlight, messages, heapMegabytes);
  }

  Workload heapMegabytes(int megabytes) {
    return new Workload(
        kind, users, rooms, members, followers, textBytes, rate, inFlight, prefill, megabytes);
  }

  Workload size(int ofUsers, int ofRooms, int ofMembers) {
    return new Workload(
        kind,
        ofUsers,
        ofRooms,
        ofMembers,
        Math.min(followers, ofMembers),
        textBytes,
        rate,
        inFlight,
        prefill,
        heapMegabytes);
  }

  boolean isSaturating() {
    return rate == 0;
  }
}
