package chat.parley.http;

import chat.parley.engine.domain.Notification;
import chat.parley.projections.query.Queries;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Views that note what they are asked, and answer one thing each. */
public final class TestQueries implements Queries {

  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** What every view fails with, or null. */
  public volatile RuntimeException failure;

  private <T> CompletionStage<T> answer(String question, T answer) {
    asked.add(question);
    return failure == null
        ? CompletableFuture.completedFuture(answer)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletionStage<RoomsPage> rooms(String tenant, String userId, int limit, String cursor) {
    return answer(
        "rooms " + tenant + " " + userId + " " + limit + " " + cursor,
        new RoomsPage(List.of(), "next"));
  }

  @Override
  public CompletionStage<UnreadTotal> unread(String tenant, String userId) {
    return answer("unread " + tenant + " " + userId, new UnreadTotal(5, 2, 3));
  }

  @Override
  public CompletionStage<NotificationsPage> notifications(
      String tenant, String userId, int limit, String cursor, boolean unreadOnly) {
    Notification one =
        new Notification("n1", "mention", "r1", "u2", "Bo", "m1", 7, "hi", Instant.EPOCH, false);
    return answer(
        "notifications " + tenant + " " + userId + " " + limit + " " + cursor + " " + unreadOnly,
        new NotificationsPage(List.of(one), null));
  }

  @Override
  public CompletionStage<Void> readNotifications(String tenant, String userId, List<String> ids) {
    return answer("readNotifications " + tenant + " " + userId + " " + ids, null);
  }

  @Override
  public CompletionStage<List<Day>> stats(
      String tenant, String roomId, LocalDate from, LocalDate to) {
    return answer(
        "stats " + tenant + " " + roomId + " " + from + " " + to, List.of(new Day(from, 12, 3)));
  }

  @Override
  public CompletionStage<Receipts> receipts(
      String tenant, String roomId, long seq, String senderId, int limit) {
    Receipt receipt = new Receipt("u2", Instant.EPOCH);
    return answer(
        "receipts " + tenant + " " + roomId + " " + seq + " " + senderId + " " + limit,
        new Receipts(List.of(receipt), List.of()));
  }
}
