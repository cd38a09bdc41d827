package chat.parley.http.rest;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.patch;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.put;
import static akka.http.javadsl.server.Directives.withoutRequestTimeout;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.room.Rooms;
import chat.parley.engine.session.Revocations;
import chat.parley.http.importing.ImportDoor;
import chat.parley.http.push.PushDoor;
import chat.parley.http.sse.EventsDoor;
import chat.parley.http.wire.WireException;
import chat.parley.projections.query.Queries;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The table of calls under {@code /api/chat}: which path and method ends where. */
public final class RestApi {

  private final Gate gate;
  private final InboxCalls inbox;
  private final RoomCalls rooms;
  private final ManyRooms manyRooms;
  private final MemberCalls members;
  private final MessageCalls messages;
  private final InsightCalls insight;
  private final UserCalls users;
  private final PushCalls push;
  private final ImportDoor imports;
  private final EventsDoor events;

  public RestApi(
      Gate gate,
      Rooms rooms,
      Queries queries,
      Revocations revocations,
      EventsDoor events,
      Presences presences,
      PushDoor push,
      Clock clock) {
    this.gate = gate;
    this.inbox = new InboxCalls(queries);
    this.rooms = new RoomCalls(rooms, new RoomIds(clock, new SecureRandom()));
    this.manyRooms = new ManyRooms(rooms);
    this.members = new MemberCalls(rooms);
    this.messages = new MessageCalls(rooms);
    this.insight = new InsightCalls(rooms, queries, clock);
    this.users = new UserCalls(revocations, presences, push);
    this.push = new PushCalls(push);
    this.imports = new ImportDoor(rooms);
    this.events = events;
  }

  /** To be put where {@code /api/chat} has been matched already. */
  public Route route() {
    return concat(
        pathPrefix("rooms", this::rooms),
        path("unread-count", () -> get(() -> gate.to(inbox::unreadCount))),
        pathPrefix(
            "notifications",
            () ->
                concat(
                    pathEnd(() -> get(() -> gate.to(inbox::notifications))),
                    path("read", () -> post(() -> gate.to(inbox::readNotifications))))),
        path(
            segment("users").slash(segment()).slash(segment("revoke")),
            userId -> post(() -> gate.to(call -> users.revoke(call, userId)))),
        pathPrefix("push", this::push),
        path("presence", () -> get(() -> gate.to(users::presence))),
        path("import", () -> post(this::importing)),
        path("events", () -> get(() -> gate.to(this::events))),
        notYet());
  }

  private Route push() {
    return concat(
        path("key", () -> get(() -> gate.to(push::key))),
        pathPrefix(
            "subscriptions",
            () ->
                concat(
                    pathEnd(() -> put(() -> gate.to(push::subscribe))),
                    path(
                        segment(),
                        id -> delete(() -> gate.to(call -> push.unsubscribe(call, id)))))));
  }

  private Route rooms() {
    return concat(
        pathEnd(() -> concat(get(() -> gate.to(inbox::rooms)), post(() -> gate.to(rooms::create)))),
        path("by-ref", () -> post(() -> gate.to(manyRooms::create))),
        path(
            segment("by-ref").slash(segment()),
            ref -> put(() -> gate.to(call -> rooms.byRef(call, ref)))),
        pathPrefix(segment(), this::room));
  }

  private Route room(String id) {
    return concat(
        pathEnd(
            () ->
                concat(
                    get(() -> gate.to(call -> rooms.describe(call, call.room(id)))),
                    patch(() -> gate.to(call -> rooms.change(call, call.room(id)))),
                    delete(() -> gate.to(call -> rooms.archive(call, call.room(id)))))),
        pathPrefix("messages", () -> messages(id)),
        path("meta", () -> get(() -> gate.to(call -> rooms.meta(call, call.room(id))))),
        path("read", () -> post(() -> gate.to(call -> members.read(call, call.room(id))))),
        path("stats", () -> get(() -> gate.to(call -> insight.stats(call, call.room(id))))),
        path("mute", () -> put(() -> gate.to(call -> members.mute(call, call.room(id))))),
        pathPrefix("members", () -> members(id)));
  }

  private Route members(String id) {
    return concat(
        pathEnd(() -> get(() -> gate.to(call -> members.list(call, call.room(id))))),
        path(
            segment(),
            userId ->
                concat(
                    put(() -> gate.to(call -> members.put(call, call.room(id), userId))),
                    delete(() -> gate.to(call -> members.remove(call, call.room(id), userId))))));
  }

  private Route messages(String id) {
    return concat(
        pathEnd(
            () ->
                concat(
                    get(() -> gate.to(call -> messages.list(call, call.room(id)))),
                    post(() -> gate.to(call -> messages.post(call, call.room(id)))))),
        pathPrefix(segment(), messageId -> message(id, messageId)));
  }

  private Route message(String id, String messageId) {
    return concat(
        pathEnd(
            () ->
                concat(
                    patch(() -> gate.to(call -> messages.edit(call, call.room(id), messageId))),
                    delete(
                        () -> gate.to(call -> messages.delete(call, call.room(id), messageId))))),
        path(
            "receipts",
            () -> get(() -> gate.to(call -> insight.receipts(call, call.room(id), messageId)))),
        path(
            segment("reactions").slash(segment()),
            key ->
                concat(
                    put(() -> gate.to(call -> react(call, id, messageId, key, true))),
                    delete(() -> gate.to(call -> react(call, id, messageId, key, false))))));
  }

  private CompletionStage<HttpResponse> react(
      Call call, String id, String messageId, String key, boolean on) {
    return messages.react(call, call.room(id), messageId, key, on);
  }

  /** An import takes as long as it takes. */
  private Route importing() {
    return withoutRequestTimeout(
        () -> gate.to(call -> imports.take(call.request(), call.caller(), call.materializer())));
  }

  private CompletionStage<HttpResponse> events(Call call) {
    return CompletableFuture.completedFuture(events.open(call.request(), call.query("rooms")));
  }

  /** Described in the protocol, served by a later release. */
  private Route notYet() {
    Supplier<Route> unsupported =
        () ->
            gate.to(
                call -> {
                  throw new WireException(ErrorCode.UNSUPPORTED, "not served by this release");
                });
    return concat(
        path("search", () -> get(unsupported)),
        path("moderation", () -> get(unsupported)),
        path(segment("moderation").slash(segment()), messageId -> post(unsupported)));
  }
}
