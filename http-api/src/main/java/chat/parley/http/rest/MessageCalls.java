package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.wire.Cursors;
import chat.parley.http.wire.WireJson;
import chat.parley.http.wire.WireReader;
import chat.parley.http.wire.WireWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Reading, posting and changing messages. */
final class MessageCalls {

  private static final int MESSAGE_ID = 64;

  private final Rooms rooms;

  MessageCalls(Rooms rooms) {
    this.rooms = rooms;
  }

  CompletionStage<HttpResponse> list(Call call, RoomKey room) {
    PageRequest page =
        Cursors.ofQuery(
            call.query("limit"), call.query("before"), call.query("after"), call.query("around"));
    return rooms
        .messages(room, call.caller(), page, call.minRev())
        .thenApply(
            answer ->
                Answers.of(
                    answer, RoomAnswer.Page.class, is -> page(call, room.roomId(), is.page())));
  }

  private static HttpResponse page(Call call, String roomId, MessagePage page) {
    WireJson.Body body =
        json -> {
          json.writeStartObject();
          WireWriter.pageFields(json, roomId, page);
          json.writeEndObject();
        };
    // A page of the history may be newer than the rev that it names, so its bytes are looked at.
    HttpResponse response =
        page.source() == MessagePage.Source.WINDOW
            ? Answers.tagged(call, Tags.of(page), body)
            : Answers.tagged(call, body);
    return response.addHeader(
        RawHeader.create("X-Parley-Source", page.source().name().toLowerCase(Locale.ROOT)));
  }

  CompletionStage<HttpResponse> post(Call call, RoomKey room) {
    return call.body()
        .thenApply(body -> post(call, body))
        .thenCompose(post -> rooms.execute(room, post))
        .thenApply(reply -> Answers.of(reply, RoomReply.Posted.class, is -> posted(room, is)));
  }

  private static RoomCommand.Post post(Call call, WireReader body) {
    ContentType contentType = body.optEnum("contentType", ContentType.class);
    List<String> mentions = body.optIds("mentions", Limits.MENTIONS);
    String key = body.optString("clientMessageId");
    return new RoomCommand.Post(
        call.caller(),
        body.requireString("content"),
        contentType == null ? ContentType.TEXT : contentType,
        key == null ? call.header("Idempotency-Key").orElse(null) : key,
        body.optString("replyTo", MESSAGE_ID),
        mentions == null ? List.of() : mentions);
  }

  private static HttpResponse posted(RoomKey room, RoomReply.Posted is) {
    return Answers.json(
        json -> {
          json.writeStartObject();
          json.writeFieldName("message");
          WireWriter.message(json, room.roomId(), is.message());
          json.writeNumberField("rev", is.rev());
          json.writeBooleanField("duplicate", is.duplicate());
          json.writeEndObject();
        });
  }

  CompletionStage<HttpResponse> edit(Call call, RoomKey room, String messageId) {
    String id = call.messageId(messageId);
    return call.body()
        .thenCompose(
            body ->
                change(
                    room, new RoomCommand.Edit(call.caller(), id, body.requireString("content"))));
  }

  CompletionStage<HttpResponse> delete(Call call, RoomKey room, String messageId) {
    return change(room, new RoomCommand.Delete(call.caller(), call.messageId(messageId)));
  }

  CompletionStage<HttpResponse> react(
      Call call, RoomKey room, String messageId, String key, boolean on) {
    return change(room, new RoomCommand.React(call.caller(), call.messageId(messageId), key, on));
  }

  private CompletionStage<HttpResponse> change(RoomKey room, RoomCommand command) {
    return rooms
        .execute(room, command)
        .thenApply(reply -> Answers.of(reply, RoomReply.MessageIs.class, is -> changed(room, is)));
  }

  private static HttpResponse changed(RoomKey room, RoomReply.MessageIs is) {
    return Answers.json(
        json -> {
          json.writeStartObject();
          json.writeFieldName("message");
          WireWriter.message(json, room.roomId(), is.message());
          json.writeNumberField("rev", is.rev());
          json.writeEndObject();
        });
  }
}
