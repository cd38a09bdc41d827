package chat.parley.bench.check;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes down what the database holds when nothing happens any more: journal and history view. */
final class AtRest {

  private static final int FETCH = 5_000;

  private final Recorder recorder;

  AtRest(Recorder recorder) {
    this.recorder = recorder;
  }

  /** A message while its events are folded. */
  private static final class Folded {
    JsonNode posted;
    String content;
    boolean deleted;
    List<String> mentions = List.of();
  }

  /** A room while its events are folded. */
  private static final class RoomFold {
    final String room;
    final TreeMap<Long, List<Folded>> bySeq = new TreeMap<>();
    final Map<String, Folded> byId = new HashMap<>();
    final Map<String, Long> readSeq = new TreeMap<>();
    final Set<Long> revs = new HashSet<>();
    long revCount;
    long lastRev;
    long lastSeq;

    RoomFold(String room) {
      this.room = room;
    }
  }

  /** Reads everything; the connection's transaction is one snapshot. */
  void record(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    journal(connection);
    view(connection);
    connection.rollback();
  }

  private void journal(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select split_part(persistence_id, '/', 2), convert_from(event_payload, 'UTF8')"
                + " from event_journal order by persistence_id, sequence_number")) {
      query.setFetchSize(FETCH);
      try (ResultSet rows = query.executeQuery()) {
        RoomFold fold = null;
        while (rows.next()) {
          String room = rows.getString(1);
          if (fold == null || !fold.room.equals(room)) {
            write(fold);
            fold = new RoomFold(room);
          }
          apply(fold, Json.parse(rows.getString(2)));
        }
        write(fold);
      }
    }
  }

  private static void apply(RoomFold fold, JsonNode event) {
    if (event.has("rev")) {
      fold.revCount++;
      fold.lastRev = Math.max(fold.lastRev, event.path("rev").asLong());
      fold.revs.add(event.path("rev").asLong());
    }
    switch (event.path("type").asText()) {
      case "message.posted" -> posted(fold, event);
      case "message.edited" -> {
        Folded edited = message(fold, event);
        edited.content = event.path("content").asText();
        edited.mentions = mentions(event);
      }
      case "message.deleted" -> {
        Folded deleted = message(fold, event);
        deleted.content = "";
        deleted.deleted = true;
      }
      case "room.created" ->
          event.path("members").forEach(m -> fold.readSeq.put(m.path("userId").asText(), 0L));
      case "member.joined" ->
          fold.readSeq.merge(
              event.path("userId").asText(), event.path("readSeq").asLong(), Math::max);
      case "member.left" -> fold.readSeq.remove(event.path("userId").asText());
      case "markers.moved" ->
          event
              .path("markers")
              .forEach(
                  m -> fold.readSeq.put(m.path("userId").asText(), m.path("readSeq").asLong()));
      default -> {}
    }
  }

  /**
   * Where the database forgot the post, the room that altered it still knew it: the gap it leaves
   * is judged, and what was done to it goes nowhere.
   */
  private static Folded message(RoomFold fold, JsonNode event) {
    Folded known = fold.byId.get(event.path("messageId").asText());
    return known == null ? new Folded() : known;
  }

  private static void posted(RoomFold fold, JsonNode event) {
    Folded message = new Folded();
    message.posted = event;
    message.content = event.path("content").asText();
    message.mentions = mentions(event);
    long seq = event.path("seq").asLong();
    fold.lastSeq = Math.max(fold.lastSeq, seq);
    fold.bySeq.computeIfAbsent(seq, any -> new ArrayList<>()).add(message);
    fold.byId.put(event.path("messageId").asText(), message);
    fold.readSeq.computeIfPresent(
        event.path("senderId").asText(), (user, before) -> Math.max(before, seq));
  }

  private static List<String> mentions(JsonNode event) {
    List<String> mentions = new ArrayList<>();
    event.path("mentions").forEach(user -> mentions.add(user.asText()));
    return mentions;
  }

  private void write(RoomFold fold) {
    if (fold == null) {
      return;
    }
    fold.bySeq.forEach((seq, messages) -> messages.forEach(one -> write(fold.room, seq, one)));
    recorder.add(
        new Entry.Revs(
            fold.room,
            fold.revCount,
            fold.revs.stream().mapToLong(Long::longValue).min().orElse(0),
            fold.lastRev,
            fold.revs.size()));
    fold.readSeq.forEach(
        (user, readSeq) -> recorder.add(new Entry.Member(fold.room, user, readSeq)));
  }

  private void write(String room, long seq, Folded message) {
    recorder.add(
        new Entry.Stored(
            "journal",
            room,
            seq,
            message.posted.path("rev").asLong(),
            message.posted.path("messageId").asText(),
            message.posted.path("senderId").asText(),
            message.posted.path("clientMessageId").asText(null),
            Hashes.of(message.content),
            message.deleted,
            message.mentions));
  }

  private void view(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement()) {
      query.setFetchSize(FETCH);
      try (ResultSet rows =
          query.executeQuery(
              "select room_id, seq, rev, message_id, sender_id, client_message_id, content,"
                  + " deleted_at is not null from message order by room_id, seq")) {
        while (rows.next()) {
          recorder.add(
              new Entry.Stored(
                  "view",
                  rows.getString(1),
                  rows.getLong(2),
                  rows.getLong(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  Hashes.of(rows.getString(7)),
                  rows.getBoolean(8),
                  null));
        }
      }
    }
  }
}
