package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.rest.NewRooms.NewRoom;
import chat.parley.http.wire.WireReader;
import chat.parley.http.wire.WireWriter;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** A room as a whole: making it, looking at it, changing it. */
final class RoomCalls {

  private final Rooms rooms;
  private final RoomIds ids;

  RoomCalls(Rooms rooms, RoomIds ids) {
    this.rooms = rooms;
    this.ids = ids;
  }

  CompletionStage<HttpResponse> create(Call call) {
    return call.body().thenCompose(body -> make(NewRooms.read(call.caller(), body, ids::next)));
  }

  CompletionStage<HttpResponse> byRef(Call call, String externalRef) {
    return call.optionalBody()
        .thenCompose(body -> make(NewRooms.readByRef(call.caller(), externalRef, body)));
  }

  private CompletionStage<HttpResponse> make(NewRoom room) {
    return rooms.execute(room.key(), room.create()).thenApply(RoomCalls::roomIs);
  }

  CompletionStage<HttpResponse> describe(Call call, RoomKey room) {
    return rooms
        .ask(room, new RoomQuery.Describe(call.caller(), call.minRev()))
        .thenApply(
            answer ->
                Answers.of(
                    answer,
                    RoomAnswer.Description.class,
                    is -> Answers.json(json -> description(json, is))));
  }

  private static void description(JsonGenerator json, RoomAnswer.Description is)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("room");
    WireWriter.room(json, is.room());
    WireWriter.membersField(json, is.members());
    json.writeNumberField("unreadCount", is.unreadCount());
    json.writeNumberField("mentionCount", is.mentionCount());
    if (is.me() != null) {
      json.writeNumberField("readSeq", is.me().readSeq());
      json.writeBooleanField("muted", is.me().muted());
    }
    json.writeEndObject();
  }

  CompletionStage<HttpResponse> change(Call call, RoomKey room) {
    return call.body()
        .thenApply(body -> change(call, body))
        .thenCompose(change -> rooms.execute(room, change))
        .thenApply(RoomCalls::roomIs);
  }

  private static RoomCommand.Change change(Call call, WireReader body) {
    return new RoomCommand.Change(
        call.caller(), body.optString("name"), NewRooms.policy(body), body.optBool("closed"));
  }

  CompletionStage<HttpResponse> archive(Call call, RoomKey room) {
    return rooms.execute(room, new RoomCommand.Archive(call.caller())).thenApply(RoomCalls::roomIs);
  }

  CompletionStage<HttpResponse> meta(Call call, RoomKey room) {
    return rooms
        .ask(room, new RoomQuery.Meta(call.caller(), call.minRev()))
        .thenApply(
            answer ->
                Answers.of(
                    answer,
                    RoomAnswer.MetaIs.class,
                    is ->
                        Answers.tagged(call, Tags.of(is), json -> meta(json, room.roomId(), is))));
  }

  private static void meta(JsonGenerator json, String roomId, RoomAnswer.MetaIs is)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("roomId", roomId);
    json.writeNumberField("lastSeq", is.lastSeq());
    json.writeNumberField("rev", is.rev());
    WireWriter.time(json, "lastMessageAt", is.lastMessageAt());
    json.writeNumberField("memberCount", is.memberCount());
    json.writeNumberField("onlineCount", is.onlineCount());
    json.writeNumberField("unreadCount", is.unreadCount());
    json.writeEndObject();
  }

  private static HttpResponse roomIs(RoomReply reply) {
    return Answers.of(
        reply,
        RoomReply.RoomIs.class,
        is ->
            Answers.json(
                is.created() ? StatusCodes.CREATED : StatusCodes.OK,
                "room",
                json -> WireWriter.room(json, is.room())));
  }
}
