package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Notification;
import chat.parley.http.wire.InboxWriter;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireWriter;
import chat.parley.projections.query.Queries;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What waits for the caller over all rooms: the list of rooms, counts, notifications. */
final class InboxCalls {

  private static final int ROOMS = 100;
  private static final int NOTIFICATIONS = 100;
  private static final int IDS = 1_000;

  private final Queries queries;

  InboxCalls(Queries queries) {
    this.queries = queries;
  }

  CompletionStage<HttpResponse> rooms(Call call) {
    int limit = call.limit(Limits.PAGE_DEFAULT, ROOMS);
    return Views.answer(
            queries.rooms(
                call.caller().tenant(), call.caller().userId(), limit, call.query("cursor")))
        .thenApply(page -> Answers.json(json -> rooms(json, page)));
  }

  private static void rooms(JsonGenerator json, Queries.RoomsPage page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("rooms");
    for (Queries.RoomSummary room : page.rooms()) {
      WireWriter.roomSummary(json, room);
    }
    json.writeEndArray();
    json.writeStringField("nextCursor", page.nextCursor());
    json.writeEndObject();
  }

  CompletionStage<HttpResponse> unreadCount(Call call) {
    return Views.answer(queries.unread(call.caller().tenant(), call.caller().userId()))
        .thenApply(
            total ->
                Answers.json(
                    json -> {
                      json.writeStartObject();
                      json.writeNumberField("unreadCount", total.unreadCount());
                      json.writeNumberField("mentionCount", total.mentionCount());
                      json.writeNumberField("rooms", total.rooms());
                      json.writeEndObject();
                    }));
  }

  CompletionStage<HttpResponse> notifications(Call call) {
    int limit = call.limit(Limits.PAGE_DEFAULT, NOTIFICATIONS);
    return Views.answer(
            queries.notifications(
                call.caller().tenant(),
                call.caller().userId(),
                limit,
                call.query("cursor"),
                unreadOnly(call)))
        .thenApply(page -> Answers.json(json -> notifications(json, page)));
  }

  private static boolean unreadOnly(Call call) {
    String unread = call.query("unread");
    if (unread != null && !List.of("true", "false").contains(unread)) {
      throw WireException.bad("unread must be true or false");
    }
    return "true".equals(unread);
  }

  private static void notifications(JsonGenerator json, Queries.NotificationsPage page)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("notifications");
    for (Notification one : page.notifications()) {
      InboxWriter.notification(json, one);
    }
    json.writeEndArray();
    json.writeStringField("nextCursor", page.nextCursor());
    json.writeEndObject();
  }

  CompletionStage<HttpResponse> readNotifications(Call call) {
    return call.optionalBody()
        .thenCompose(
            body ->
                Views.answer(
                    queries.readNotifications(
                        call.caller().tenant(),
                        call.caller().userId(),
                        body.optStrings("ids", IDS))))
        .thenApply(done -> Answers.nothing());
  }
}
