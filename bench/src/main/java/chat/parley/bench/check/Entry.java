package chat.parley.bench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One line of a history: what a client did, what it saw, or what the harness did to the cluster.
 * Times are nanoseconds of one monotonic clock that all clients of a run share. A hash is {@link
 * Hashes#of} of a message's content, so that an altered message shows without its text being kept.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Send.class, name = "send"),
  @JsonSubTypes.Type(value = Entry.Alter.class, name = "alter"),
  @JsonSubTypes.Type(value = Entry.Event.class, name = "event"),
  @JsonSubTypes.Type(value = Entry.Synced.class, name = "synced"),
  @JsonSubTypes.Type(value = Entry.Behind.class, name = "behind"),
  @JsonSubTypes.Type(value = Entry.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Entry.Marker.class, name = "marker"),
  @JsonSubTypes.Type(value = Entry.Count.class, name = "count"),
  @JsonSubTypes.Type(value = Entry.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = Entry.Revs.class, name = "revs"),
  @JsonSubTypes.Type(value = Entry.Member.class, name = "member"),
  @JsonSubTypes.Type(value = Entry.Lag.class, name = "lag"),
  @JsonSubTypes.Type(value = Entry.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = Entry.Broken.class, name = "broken")
})
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public sealed interface Entry {

  /** How an operation ended. */
  enum Outcome {
    /** Answered with success. */
    OK,
    /** Refused with a code that says it was not done. */
    FAIL,
    /** Unknown: no answer, or a code that leaves it open. It may have been done, once. */
    INFO
  }

  /**
   * A send with all its tries, which carry the same key.
   *
   * @param key the clientMessageId
   * @param repeat a deliberate repetition of a send that was acked before; counts as no new send
   * @param duplicate what the ack said
   * @param via ws or http
   */
  record Send(
      String client,
      String room,
      String key,
      String hash,
      long start,
      long end,
      Outcome outcome,
      String code,
      long seq,
      long rev,
      String id,
      boolean duplicate,
      boolean repeat,
      int tries,
      String via)
      implements Entry {}

  /**
   * An edit, a deletion or a reaction.
   *
   * @param what edit, delete or react
   * @param hash of the new content; only of an edit
   */
  record Alter(
      String client,
      String room,
      String what,
      String id,
      String hash,
      long start,
      long end,
      Outcome outcome,
      String code,
      long rev)
      implements Entry {}

  /**
   * An event as it came through a socket, before the client dropped what it had already. A {@code
   * synced} that resumes is followed by its events as such entries.
   *
   * @param connection 1, 2, 3 … of this client; a new one after each reconnect
   * @param kind such as message.posted
   * @param seq of the message; 0 where the event is about something else
   * @param hash of the content; empty content of a deleted message has one, too
   */
  record Event(
      String client,
      int connection,
      String room,
      long at,
      long rev,
      String kind,
      long seq,
      String id,
      String sender,
      String hash)
      implements Entry {}

  /**
   * An answer to a subscription, or to none: the server brings a stream up anew.
   *
   * @param mode resumed or reset
   * @param asked the rev that the client said it had; -1 for none, {@link #UNASKED} for what
   *     continues the stream on this connection
   */
  record Synced(
      String client,
      int connection,
      String room,
      long at,
      String mode,
      long asked,
      long rev,
      long lastSeq,
      List<Seen> messages)
      implements Entry {

    static final long UNASKED = -2;
  }

  /** The server said that it dropped events of a room for this slow reader. */
  record Behind(String client, int connection, String room, long at, long rev) implements Entry {}

  /** A message in a list. */
  record Seen(long seq, String id, String hash, boolean deleted) {}

  /**
   * A read over HTTP or a socket.
   *
   * @param via list (the newest), history (before a seq) or meta (no messages)
   * @param node which node was asked, 1, 2, 3 …
   * @param before the cursor of a history read; 0 for none
   * @param minRev what the client had seen of the room before it asked, and said so
   * @param messages ascending by seq; the last one is {@code lastSeq} of a list
   */
  record Read(
      String client,
      String room,
      String via,
      int node,
      long before,
      long start,
      long end,
      Outcome outcome,
      String code,
      long minRev,
      long rev,
      long lastSeq,
      List<Seen> messages)
      implements Entry {}

  /**
   * A read marker that was moved.
   *
   * @param seq where it was to go
   * @param readSeq where the answer says it is
   */
  record Marker(
      String client,
      String room,
      long start,
      long end,
      Outcome outcome,
      String code,
      long seq,
      long readSeq,
      long unread)
      implements Entry {}

  /**
   * The counts of a member at rest, as the server says them.
   *
   * @param source directory (the room list), room or inbox
   */
  record Count(String client, String room, String source, long readSeq, long unread, long mentions)
      implements Entry {}

  /**
   * A message at rest.
   *
   * @param source journal (the events, folded), view (the history table), or http-1, http-2 … (the
   *     history as that node pages it)
   * @param mentions the user ids that it mentions; only of the journal
   */
  record Stored(
      String source,
      String room,
      long seq,
      long rev,
      String id,
      String sender,
      String key,
      String hash,
      boolean deleted,
      List<String> mentions)
      implements Entry {}

  /**
   * The numbers of a room's journal at rest.
   *
   * @param count how many events carry a rev; equal to {@code last} when there is no gap and no
   *     repeat
   */
  record Revs(String room, long count, long first, long last, long distinct) implements Entry {}

  /**
   * A member at rest, as the journal has it.
   *
   * @param readSeq the read marker
   */
  record Member(String room, String user, long readSeq) implements Entry {}

  /**
   * How far the views are behind the journal.
   *
   * @param when load or rest
   */
  record Lag(String when, long at, double milliseconds) implements Entry {}

  /**
   * Something that was done to the cluster.
   *
   * @param what such as kill
   * @param on such as node-2
   * @param step begin, end, or a name for what was observed, such as answered
   * @param seconds what was measured, from the begin; 0 for none
   */
  record Fault(String what, String on, String step, long at, double seconds) implements Entry {}

  /** The harness saw what must not be: an attack that came through, a service that stayed away. */
  record Broken(String what, String detail, long at) implements Entry {}
}
