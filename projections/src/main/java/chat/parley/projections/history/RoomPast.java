package chat.parley.projections.history;

import chat.parley.engine.domain.Lookup;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageFold;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.Pages;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.StoredMessage;
import chat.parley.projections.query.Statements;
import chat.parley.projections.view.MessageRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One room's past as one snapshot of the database shows it. */
final class RoomPast {

  private static final Logger LOG = LoggerFactory.getLogger(RoomPast.class);

  private final Connection connection;
  private final RoomKey room;
  private final JournalTail tail;

  RoomPast(Connection connection, RoomKey room) {
    this.connection = connection;
    this.room = room;
    this.tail = new JournalTail(connection, room);
  }

  /**
   * Where the room stands.
   *
   * @param applied the rows of the view hold the journal up to this sequence number; 0: use none
   * @param journal the newest sequence number of the journal
   */
  private record Head(long applied, long journal, long lastSeq, long rev) {

    boolean hasTail() {
      return journal > applied;
    }

    Head withoutRows() {
      return new Head(0, journal, lastSeq, rev);
    }
  }

  MessagePage page(PageRequest request) throws SQLException {
    Head head = head();
    long at = place(request.at(), head);
    Pages.Range range = Pages.range(request, at, head.lastSeq);
    List<Message> messages =
        Pages.fit(messages(range, head).stream().map(StoredMessage::message).toList(), request);
    return new MessagePage(
        messages, head.lastSeq, head.rev, Pages.nextBefore(messages), MessagePage.Source.HISTORY);
  }

  Optional<StoredMessage> find(Lookup lookup) throws SQLException {
    Head head = head();
    if (lookup instanceof Lookup.BySeq by) {
      boolean exists = by.seq() >= 1 && by.seq() <= head.lastSeq;
      return exists
          ? messages(new Pages.Range(by.seq(), by.seq() + 1), head).stream().findFirst()
          : Optional.empty();
    }
    if (lookup instanceof Lookup.ByClientMessageId by) {
      return Optional.ofNullable(byKey(by, head));
    }
    throw new IllegalStateException("no way to look for " + lookup.getClass().getSimpleName());
  }

  private Head head() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.HISTORY_HEAD.sql())) {
      query.setString(1, room.entityId());
      query.setString(2, room.entityId());
      query.setString(3, room.tenant());
      query.setString(4, room.roomId());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        Head view = new Head(row.getLong(1), row.getLong(4), row.getLong(2), row.getLong(3));
        boolean parked = row.getBoolean(5);
        Head now = view.hasTail() ? newest(view) : view;
        return parked ? now.withoutRows() : now;
      }
    }
  }

  /** The view's numbers moved on to the end of the journal. */
  private Head newest(Head view) throws SQLException {
    long[] seqAndRev = {0, 0};
    tail.backwards(
        view.applied,
        event -> {
          if (seqAndRev[1] == 0 && event instanceof RoomEvent.Visible visible) {
            seqAndRev[1] = visible.rev();
          }
          if (event instanceof RoomEvent.MessagePosted posted) {
            seqAndRev[0] = posted.seq();
          }
          return seqAndRev[0] == 0;
        });
    return new Head(
        view.applied,
        view.journal,
        Math.max(view.lastSeq, seqAndRev[0]),
        Math.max(view.rev, seqAndRev[1]));
  }

  /** The seq of the cursor, as {@link Pages#range} wants it. */
  private long place(PageRequest.Cursor cursor, Head head) throws SQLException {
    if (cursor == null) {
      return head.lastSeq + 1;
    }
    if (cursor.seq() != null) {
      return cursor.seq();
    }
    long seq = head.applied == 0 ? 0 : seqInView(cursor.time());
    if (seq == 0 && head.hasTail()) {
      seq = seqInTail(cursor.time(), head);
    }
    return seq == 0 ? head.lastSeq + 1 : seq;
  }

  private long seqInView(Instant time) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(Statements.HISTORY_SEQ_AT_TIME.sql())) {
      query.setString(1, room.tenant());
      query.setString(2, room.roomId());
      query.setObject(3, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private long seqInTail(Instant time, Head head) throws SQLException {
    long[] seq = {0};
    tail.forwards(
        head.applied,
        event -> {
          if (event instanceof RoomEvent.MessagePosted posted && !posted.at().isBefore(time)) {
            seq[0] = posted.seq();
          }
          return seq[0] == 0;
        });
    return seq[0];
  }

  /** All messages of a range, which must exist, ascending. */
  private List<StoredMessage> messages(Pages.Range range, Head head) throws SQLException {
    TreeMap<Long, StoredMessage> found = new TreeMap<>();
    if (head.applied > 0) {
      readView(range, found);
    }
    if (head.hasTail()) {
      tail.forwards(
          head.applied,
          event -> {
            if (event instanceof RoomEvent.OfMessage of
                && of.seq() >= range.from()
                && of.seq() < range.to()) {
              found.compute(of.seq(), (seq, before) -> after(before, of));
            }
            return true;
          });
    }
    if (found.size() == range.to() - range.from()) {
      return List.copyOf(found.values());
    }
    if (head.applied == 0) {
      throw new IllegalStateException("the journal of " + room.entityId() + " has a hole");
    }
    LOG.warn(
        "The history view lacks messages of {} between {} and {}; reading the whole journal."
            + " A rebuild of the view mends this",
        room.entityId(),
        range.from(),
        range.to());
    return messages(range, head.withoutRows());
  }

  private void readView(Pages.Range range, TreeMap<Long, StoredMessage> into) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.HISTORY_MESSAGES.sql())) {
      query.setString(1, room.tenant());
      query.setString(2, room.roomId());
      query.setLong(3, range.from());
      query.setLong(4, range.to());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          StoredMessage stored = MessageRows.read(rows);
          into.put(stored.message().seq(), stored);
        }
      }
    }
  }

  private StoredMessage byKey(Lookup.ByClientMessageId by, Head head) throws SQLException {
    StoredMessage[] found = {head.applied == 0 ? null : keyInView(by)};
    if (head.hasTail()) {
      tail.forwards(
          head.applied,
          event -> {
            if (event instanceof RoomEvent.OfMessage of && concerns(of, by, found[0])) {
              found[0] = after(found[0], of);
            }
            return true;
          });
    }
    return found[0];
  }

  /** A posting under this key, or a later change of the message found so far. */
  private static boolean concerns(
      RoomEvent.OfMessage event, Lookup.ByClientMessageId by, StoredMessage found) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      return posted.senderId().equals(by.senderId())
          && by.clientMessageId().equals(posted.clientMessageId());
    }
    return found != null && found.message().seq() == event.seq();
  }

  private StoredMessage keyInView(Lookup.ByClientMessageId by) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(Statements.HISTORY_BY_CLIENT_MESSAGE_ID.sql())) {
      query.setString(1, room.tenant());
      query.setString(2, room.roomId());
      query.setString(3, by.senderId());
      query.setString(4, by.clientMessageId());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? MessageRows.read(row) : null;
      }
    }
  }

  /** A change of a message that is not there leaves nothing, which shows as a hole. */
  private static StoredMessage after(StoredMessage before, RoomEvent.OfMessage event) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      return new StoredMessage(posted.message(), posted.fingerprint(), posted.rev());
    }
    return before == null
        ? null
        : new StoredMessage(
            MessageFold.apply(before.message(), event), before.fingerprint(), before.rev());
  }
}
