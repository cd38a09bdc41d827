package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.session.Revocations;
import chat.parley.http.push.PushDoor;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireWriter;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What concerns a user as such, in no room. */
final class UserCalls {

  private static final Logger LOG = LoggerFactory.getLogger(UserCalls.class);

  private final Revocations revocations;
  private final Presences presences;
  private final PushDoor push;

  UserCalls(Revocations revocations, Presences presences, PushDoor push) {
    this.revocations = revocations;
    this.presences = presences;
    this.push = push;
  }

  /** Those whom the caller may not see are left out, as are those who do not exist. */
  CompletionStage<HttpResponse> presence(Call call) {
    return presences
        .of(call.caller(), userIds(call))
        .handle(
            (users, failure) -> {
              if (failure != null) {
                LOG.warn("it cannot be told who is there: {}", failure.toString());
                throw new WireException(
                    ErrorCode.UNAVAILABLE, "it cannot be told now who may be seen");
              }
              return Answers.json(json -> presence(json, users));
            });
  }

  private static List<String> userIds(Call call) {
    String asked = call.query("userIds");
    if (asked == null || asked.isEmpty()) {
      throw WireException.bad("userIds is missing");
    }
    List<String> ids = List.of(asked.split(",", -1));
    if (ids.size() > Limits.WATCHED) {
      throw WireException.bad("userIds must be at most " + Limits.WATCHED);
    }
    ids.forEach(id -> call.id("each of userIds", id));
    return ids;
  }

  private static void presence(JsonGenerator json, List<UserPresence> users) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("users");
    for (UserPresence user : users) {
      WireWriter.presence(json, user);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Whoever it is: a user who never came may have tokens, too. What came by a lost token may have
   * named devices to be reached on.
   */
  CompletionStage<HttpResponse> revoke(Call call, String userId) {
    if (!call.caller().isAdmin()) {
      throw new WireException(ErrorCode.FORBIDDEN, "only an ADMIN revokes tokens");
    }
    String id = call.id("userId", userId);
    Bodies.drop(call.request(), call.materializer());
    return revocations
        .revoke(call.caller().tenant(), id)
        .thenCompose(
            revoked -> push.subscriptions().removeAll(new UserKey(call.caller().tenant(), id)))
        .handle(
            (revoked, failure) -> {
              if (failure != null) {
                LOG.warn("a revocation may not have been saved: {}", failure.toString());
                throw new WireException(
                    ErrorCode.UNAVAILABLE, "it cannot be told whether the tokens are revoked");
              }
              return Answers.nothing();
            });
  }
}
