package chat.parley.http.rest;

import akka.http.javadsl.model.HttpResponse;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.PushSubscription;
import chat.parley.http.push.DeviceKeys;
import chat.parley.http.push.PushDoor;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that want to be reached while nobody looks at them. */
final class PushCalls {

  private static final Logger LOG = LoggerFactory.getLogger(PushCalls.class);

  private static final int SUBSCRIPTION_ID = 64;

  private final PushDoor push;

  PushCalls(PushDoor push) {
    this.push = push;
  }

  /** What a browser needs to subscribe at its push service. */
  CompletionStage<HttpResponse> key(Call call) {
    String key = required();
    Bodies.drop(call.request(), call.materializer());
    return CompletableFuture.completedFuture(
        Answers.json(
            json -> {
              json.writeStartObject();
              json.writeStringField("publicKey", key);
              json.writeEndObject();
            }));
  }

  /** The object that a browser's {@code PushSubscription} is as JSON. */
  CompletionStage<HttpResponse> subscribe(Call call) {
    required();
    return call.body()
        .thenApply(this::subscription)
        .thenCompose(
            subscription ->
                stored(push.subscriptions().save(UserKey.of(call.caller()), subscription))
                    .thenApply(
                        saved ->
                            Answers.json(
                                json -> {
                                  json.writeStartObject();
                                  json.writeStringField("id", subscription.id());
                                  json.writeEndObject();
                                })));
  }

  private PushSubscription subscription(WireReader body) {
    String endpoint = body.requireString("endpoint");
    if (push.endpoints().accept(endpoint).isEmpty()) {
      throw body.wrong("endpoint", "the URL of a push service (https, a public name, port 443)");
    }
    WireReader keys = body.optObject("keys");
    if (keys == null) {
      throw WireException.bad("keys is missing");
    }
    return DeviceKeys.subscription(
            endpoint, keys.requireString("p256dh"), keys.requireString("auth"))
        .orElseThrow(
            () -> body.wrong("keys", "a public key of P-256 and a secret of 16 bytes, base64url"));
  }

  CompletionStage<HttpResponse> unsubscribe(Call call, String id) {
    required();
    if (!id.matches("[A-Za-z0-9_-]{1," + SUBSCRIPTION_ID + "}")) {
      throw WireException.bad("id must be that of a subscription");
    }
    Bodies.drop(call.request(), call.materializer());
    return stored(push.subscriptions().remove(UserKey.of(call.caller()), id))
        .thenApply(removed -> Answers.nothing());
  }

  private String required() {
    return push.publicKey()
        .orElseThrow(
            () ->
                new WireException(ErrorCode.UNSUPPORTED, "Web Push is not set up on this server"));
  }

  private static <T> CompletionStage<T> stored(CompletionStage<T> change) {
    return change.handle(
        (done, failure) -> {
          if (failure != null) {
            LOG.warn("a subscription may not have been saved: {}", failure.toString());
            throw new WireException(ErrorCode.UNAVAILABLE, "it cannot be told whether it is saved");
          }
          return done;
        });
  }
}
