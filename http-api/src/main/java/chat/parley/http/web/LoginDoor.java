package chat.parley.http.web;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.wire.Problem;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import chat.parley.http.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code POST /login}: lets one in by choosing a name, and into the room {@code lobby}. For a node
 * on one's own machine only: the composition root serves it where the node listens on loopback and
 * has no token settings, and the door itself refuses what did not come straight from this machine.
 *
 * <p>The lobby belongs to nobody: the node makes it and brings people in, as an ADMIN of its own.
 */
public final class LoginDoor {

  private static final String TENANT = "main";
  private static final String LOBBY = "lobby";
  private static final Caller NODE =
      new Caller(TENANT, "parley", "Parley", null, Caller.Role.ADMIN);

  private static final int NAME = 64;
  private static final int BODY_BYTES = 4_096;
  private static final int BODY_WITHIN_MS = 5_000;

  private static final Pattern OWN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  private final Rooms rooms;
  private final TokenMinter minter;

  public LoginDoor(Rooms rooms, TokenMinter minter) {
    this.rooms = rooms;
    this.minter = minter;
  }

  /** To be put where the path has been matched already. */
  public Route route() {
    return Directives.post(
        () ->
            Directives.extractMaterializer(
                materializer ->
                    Directives.extractRequest(
                        request -> Directives.completeWithFuture(answer(request, materializer)))));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, Materializer materializer) {
    return request
        .entity()
        .toStrict(BODY_WITHIN_MS, BODY_BYTES, materializer)
        .thenCompose(
            body -> {
              checkItIsFromHere(request);
              return logIn(caller(WireJson.readObject(body.getData().toArray())));
            })
        .exceptionally(LoginDoor::refusal);
  }

  /** A page of another site could reach this machine through the browser that shows it. */
  private static void checkItIsFromHere(HttpRequest request) {
    String host = header(request, "Host");
    String origin = header(request, "Origin");
    boolean forwarded = has(request, name -> name.startsWith("x-forwarded-"));
    forwarded |= has(request, name -> name.equals("forwarded") || name.equals("via"));
    boolean foreign = origin != null && !origin.equalsIgnoreCase("http://" + host);
    if (host == null || !OWN_HOST.matcher(host).matches() || forwarded || foreign) {
      throw new WireException(ErrorCode.FORBIDDEN, "only for pages of this node on this machine");
    }
    if (!request
        .entity()
        .getContentType()
        .mediaType()
        .equals(ContentTypes.APPLICATION_JSON.mediaType())) {
      throw new WireException(ErrorCode.BAD_REQUEST, "the body must be application/json");
    }
  }

  private static Caller caller(WireReader body) {
    String name = body.requireString("name").strip();
    boolean fits = !name.isEmpty() && name.codePointCount(0, name.length()) <= NAME;
    if (!fits || name.codePoints().anyMatch(Character::isISOControl)) {
      throw body.wrong("name", "1 to " + NAME + " characters, none of them a control character");
    }
    return new Caller(TENANT, userId(name), name, null, Caller.Role.USER);
  }

  /** The same name is the same user; one that is no id is given an id that follows from it. */
  private static String userId(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return Ids.isValid(plain) && !plain.equals(NODE.userId())
        ? plain
        : "u-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private CompletionStage<HttpResponse> logIn(Caller caller) {
    RoomKey lobby = new RoomKey(TENANT, Ids.roomIdOfReference(LOBBY));
    RoomCommand create =
        new RoomCommand.Create(
            NODE, RoomKind.GROUP, "Lobby", LOBBY, Policy.DEFAULT, List.of(), true);
    RoomCommand join = new RoomCommand.PutMember(NODE, caller.userId(), null, false, null);
    return rooms
        .execute(lobby, create)
        .thenCompose(
            made ->
                made instanceof RoomReply.Rejected no
                    ? CompletableFuture.completedFuture(no)
                    : rooms.execute(lobby, join))
        .thenApply(
            joined ->
                joined instanceof RoomReply.Rejected no ? Problem.of(no) : welcome(caller, lobby));
  }

  private HttpResponse welcome(Caller caller, RoomKey lobby) {
    byte[] body =
        WireJson.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("token", minter.mint(caller));
              json.writeStringField("userId", caller.userId());
              json.writeStringField("name", caller.name());
              json.writeStringField("roomId", lobby.roomId());
              json.writeEndObject();
            });
    return HttpResponse.create()
        .withEntity(ContentTypes.APPLICATION_JSON, body)
        .addHeader(CacheControl.create(CacheDirectives.NO_STORE));
  }

  private static HttpResponse refusal(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof WireException e
        ? Problem.of(e)
        : Problem.of(ErrorCode.BAD_REQUEST, "the body could not be read", 0);
  }

  private static boolean has(HttpRequest request, Predicate<String> lowercaseName) {
    for (HttpHeader header : request.getHeaders()) {
      if (lowercaseName.test(header.lowercaseName())) {
        return true;
      }
    }
    return false;
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value).orElse(null);
  }
}
