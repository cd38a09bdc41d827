package chat.parley.projections.query;

import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.RoomKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the doors ask of the views. Every answer comes from the tables, within a second of the
 * journal; a stage fails when the database does not answer.
 */
public interface Queries {

  /**
   * A user's rooms, newest activity first, archived ones left out. Here and below a cursor that
   * this list never gave out fails the stage with an {@link IllegalArgumentException}.
   */
  CompletionStage<RoomsPage> rooms(String tenant, String userId, int limit, String cursor);

  /**
   * Over all rooms that are neither muted nor archived. {@code rooms}: how many of them have unread
   * messages.
   */
  CompletionStage<UnreadTotal> unread(String tenant, String userId);

  CompletionStage<NotificationsPage> notifications(
      String tenant, String userId, int limit, String cursor, boolean unreadOnly);

  /** Marks these notifications of the user's as read, or all when {@code ids} is null. */
  CompletionStage<Void> readNotifications(String tenant, String userId, List<String> ids);

  /** Days with at least one message, ascending; both ends included. */
  CompletionStage<List<Day>> stats(String tenant, String roomId, LocalDate from, LocalDate to);

  /**
   * Who had a message delivered and read, and when: the first move of a marker over it. Members
   * alone, without the sender and without those who joined after the message; earliest first, at
   * most {@code limit} of each. What was read was delivered.
   */
  CompletionStage<Receipts> receipts(
      String tenant, String roomId, long seq, String senderId, int limit);

  /** A user's room in the list. {@code mentionCount} is part of {@code unreadCount}. */
  record RoomSummary(
      String roomId,
      String name,
      RoomKind kind,
      String externalRef,
      int memberCount,
      long lastSeq,
      Instant lastMessageAt,
      Message lastMessage,
      long unreadCount,
      long mentionCount,
      long readSeq,
      boolean muted) {}

  /** {@code nextCursor} null: there are no more. */
  record RoomsPage(List<RoomSummary> rooms, String nextCursor) {}

  record UnreadTotal(long unreadCount, long mentionCount, long rooms) {}

  record NotificationsPage(List<Notification> notifications, String nextCursor) {}

  record Day(LocalDate date, long messages, long senders) {}

  record Receipt(String userId, Instant at) {}

  record Receipts(List<Receipt> delivered, List<Receipt> read) {}
}
