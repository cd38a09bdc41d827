package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.session.Revocations;
import chat.parley.http.wire.WireException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What concerns a user as such, in no room. */
final class UserCalls {

  private static final Logger LOG = LoggerFactory.getLogger(UserCalls.class);

  private final Revocations revocations;

  UserCalls(Revocations revocations) {
    this.revocations = revocations;
  }

  /** Whoever it is: a user who never came may have tokens, too. */
  CompletionStage<HttpResponse> revoke(Call call, String userId) {
    if (!call.caller().isAdmin()) {
      throw new WireException(ErrorCode.FORBIDDEN, "only an ADMIN revokes tokens");
    }
    String id = call.id("userId", userId);
    Bodies.drop(call.request(), call.materializer());
    return revocations
        .revoke(call.caller().tenant(), id)
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
