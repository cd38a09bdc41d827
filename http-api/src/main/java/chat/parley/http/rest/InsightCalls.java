package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.room.Rooms;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireWriter;
import chat.parley.projections.query.Queries;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the views know of one room: who read a message, how much is said a day. The views know no
 * rights, so the room itself is asked first.
 */
final class InsightCalls {

  private static final int DAYS = 366;
  private static final int DAYS_BY_DEFAULT = 30;

  private final Rooms rooms;
  private final Queries queries;
  private final Clock clock;

  private static final int RECEIPTS = 200;
  private static final int RECEIPTS_BY_DEFAULT = 100;

  InsightCalls(Rooms rooms, Queries queries, Clock clock) {
    this.rooms = rooms;
    this.queries = queries;
    this.clock = clock;
  }

  CompletionStage<HttpResponse> stats(Call call, RoomKey room) {
    LocalDate to = date(call, "to", LocalDate.now(clock.withZone(ZoneOffset.UTC)));
    LocalDate from = date(call, "from", to.minusDays(DAYS_BY_DEFAULT - 1));
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= DAYS) {
      throw WireException.bad("from to to must be 1 to " + DAYS + " days");
    }
    return rooms
        .ask(room, new RoomQuery.Meta(call.caller(), 0))
        .thenCompose(
            answer ->
                answer instanceof Rejected no
                    ? CompletableFuture.completedFuture(Answers.problem(no))
                    : Views.answer(queries.stats(room.tenant(), room.roomId(), from, to))
                        .thenApply(days -> Answers.json(json -> days(json, days))));
  }

  private static LocalDate date(Call call, String name, LocalDate byDefault) {
    String text = call.query(name);
    if (text == null) {
      return byDefault;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1970 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeException e) {
      throw WireException.bad(name + " must be a day as in 2026-11-20");
    }
    throw WireException.bad(name + " must be a day from 1970 to 9999");
  }

  private static void days(JsonGenerator json, List<Queries.Day> days) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("days");
    for (Queries.Day day : days) {
      json.writeStartObject();
      json.writeStringField("date", day.date().toString());
      json.writeNumberField("messages", day.messages());
      json.writeNumberField("senders", day.senders());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  CompletionStage<HttpResponse> receipts(Call call, RoomKey room, String messageId) {
    String id = call.messageId(messageId);
    int limit = call.limit(RECEIPTS_BY_DEFAULT, RECEIPTS);
    long seq = MessageIds.seqOf(room, id);
    PageRequest place =
        new PageRequest(
            1, PageRequest.Direction.AROUND, new PageRequest.Cursor(Math.max(seq, 1), null));
    return rooms
        .messages(room, call.caller(), place, 0)
        .thenCompose(
            answer ->
                answer instanceof Rejected no
                    ? CompletableFuture.completedFuture(Answers.problem(no))
                    : receipts(room, message((RoomAnswer.Page) answer, id), limit));
  }

  private static Message message(RoomAnswer.Page page, String messageId) {
    return page.page().messages().stream()
        .filter(message -> message.id().equals(messageId))
        .findFirst()
        .orElseThrow(() -> new WireException(ErrorCode.NOT_FOUND, "no such message in this room"));
  }

  private CompletionStage<HttpResponse> receipts(RoomKey room, Message message, int limit) {
    return Views.answer(
            queries.receipts(
                room.tenant(), room.roomId(), message.seq(), message.senderId(), limit))
        .thenApply(
            receipts ->
                Answers.json(
                    json -> {
                      json.writeStartObject();
                      receipts(json, "delivered", receipts.delivered());
                      receipts(json, "read", receipts.read());
                      json.writeEndObject();
                    }));
  }

  private static void receipts(JsonGenerator json, String name, List<Queries.Receipt> receipts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Queries.Receipt receipt : receipts) {
      json.writeStartObject();
      json.writeStringField("userId", receipt.userId());
      WireWriter.time(json, "at", receipt.at());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
