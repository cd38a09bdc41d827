package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import chat.parley.http.wire.WireReader;
import chat.parley.http.wire.WireWriter;
import java.util.concurrent.CompletionStage;

/** Who is in a room, and what the caller wants of it for himself: silence, a read marker. */
final class MemberCalls {

  private final Rooms rooms;

  MemberCalls(Rooms rooms) {
    this.rooms = rooms;
  }

  CompletionStage<HttpResponse> list(Call call, RoomKey room) {
    int limit = call.limit(Limits.MEMBERS_SHOWN, Limits.MEMBERS_PAGE);
    String cursor = call.query("cursor");
    if (cursor != null && !Ids.isValid(cursor)) {
      throw WireException.bad("cursor must be a nextCursor of this list");
    }
    return rooms
        .ask(room, new RoomQuery.Members(call.caller(), limit, cursor))
        .thenApply(
            answer ->
                Answers.of(
                    answer,
                    RoomAnswer.MembersPage.class,
                    page ->
                        Answers.json(
                            json -> {
                              json.writeStartObject();
                              WireWriter.membersField(json, page.members());
                              json.writeStringField("nextCursor", page.nextCursor());
                              json.writeEndObject();
                            })));
  }

  CompletionStage<HttpResponse> put(Call call, RoomKey room, String userId) {
    String id = call.id("userId", userId);
    return call.optionalBody()
        .thenApply(body -> put(call, body, id))
        .thenCompose(put -> rooms.execute(room, put))
        .thenApply(
            reply ->
                Answers.of(
                    reply,
                    RoomReply.MemberIs.class,
                    is ->
                        Answers.json(
                            StatusCodes.OK,
                            "member",
                            json -> WireWriter.member(json, is.member()))));
  }

  private static RoomCommand.PutMember put(Call call, WireReader body, String userId) {
    return new RoomCommand.PutMember(
        call.caller(),
        userId,
        body.optEnum("role", MemberRole.class),
        body.has("silencedUntil"),
        body.optTime("silencedUntil"));
  }

  CompletionStage<HttpResponse> remove(Call call, RoomKey room, String userId) {
    String id = call.id("userId", userId);
    return rooms
        .execute(room, new RoomCommand.RemoveMember(call.caller(), id))
        .thenApply(reply -> Answers.of(reply, RoomReply.Done.class, done -> Answers.nothing()));
  }

  CompletionStage<HttpResponse> mute(Call call, RoomKey room) {
    return call.body()
        .thenApply(body -> new RoomCommand.SetMute(call.caller(), body.requireBool("muted")))
        .thenCompose(
            mute ->
                rooms
                    .execute(room, mute)
                    .thenApply(
                        reply ->
                            Answers.of(reply, RoomReply.Done.class, done -> muted(mute.muted()))));
  }

  private static HttpResponse muted(boolean muted) {
    return Answers.json(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("muted", muted);
          json.writeEndObject();
        });
  }

  CompletionStage<HttpResponse> read(Call call, RoomKey room) {
    return call.optionalBody()
        .thenApply(
            body -> {
              Long seq = body.optLong("seq", 0, WireJson.NUMBERS_BELOW - 1);
              return new RoomCommand.MoveMarker(
                  call.caller(), seq == null ? Long.MAX_VALUE : seq, null);
            })
        .thenCompose(move -> rooms.execute(room, move))
        .thenApply(
            reply ->
                Answers.of(
                    reply,
                    RoomReply.MarkersAre.class,
                    are ->
                        Answers.json(
                            json -> {
                              json.writeStartObject();
                              json.writeNumberField("readSeq", are.readSeq());
                              json.writeNumberField("unreadCount", are.unreadCount());
                              json.writeEndObject();
                            })));
  }
}
