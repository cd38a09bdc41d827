package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.rest.NewRooms.NewRoom;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireReader;
import chat.parley.http.wire.WireWriter;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /rooms/by-ref}: many rooms by reference at once, for a host application's backend.
 */
final class ManyRooms {

  private static final int MOST = 500;

  /** Rooms made at the same time: a request of this kind must not crowd out people. */
  private static final int AT_ONCE = 8;

  private static final String EXISTS = "exists";

  private final Rooms rooms;

  ManyRooms(Rooms rooms) {
    this.rooms = rooms;
  }

  /** What became of one: a room, or the reason why there is no new one. */
  private record Outcome(String externalRef, RoomInfo created, String reason) {}

  CompletionStage<HttpResponse> create(Call call) {
    if (!call.caller().isAdmin()) {
      throw new WireException(ErrorCode.FORBIDDEN, "only an ADMIN makes many rooms at once");
    }
    return call.body()
        .thenCompose(
            body ->
                Source.from(read(call, body))
                    .mapAsync(AT_ONCE, this::make)
                    .runWith(Sink.seq(), call.materializer()))
        .thenApply(outcomes -> Answers.json(json -> write(json, outcomes)));
  }

  private static List<NewRoom> read(Call call, WireReader body) {
    List<WireReader> entries = body.optObjects("rooms", MOST);
    if (entries == null) {
      throw WireException.bad("rooms is missing");
    }
    return entries.stream()
        .map(entry -> NewRooms.readByRef(call.caller(), entry.requireString("externalRef"), entry))
        .toList();
  }

  private CompletionStage<Outcome> make(NewRoom room) {
    String ref = room.create().externalRef();
    return rooms
        .execute(room.key(), room.create())
        .thenApply(
            reply -> {
              if (reply instanceof RoomReply.RoomIs is) {
                return is.created()
                    ? new Outcome(ref, is.room(), null)
                    : new Outcome(ref, null, EXISTS);
              }
              RoomReply.Rejected no = (RoomReply.Rejected) reply;
              return new Outcome(ref, null, no.code().wire());
            });
  }

  private static void write(JsonGenerator json, List<Outcome> outcomes) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("created");
    for (Outcome outcome : outcomes) {
      if (outcome.created() != null) {
        WireWriter.room(json, outcome.created());
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("skipped");
    for (Outcome outcome : outcomes) {
      if (outcome.created() == null) {
        json.writeStartObject();
        json.writeStringField("externalRef", outcome.externalRef());
        json.writeStringField("reason", outcome.reason());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
