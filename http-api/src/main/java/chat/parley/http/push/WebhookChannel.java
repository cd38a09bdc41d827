package chat.parley.http.push;

import chat.parley.engine.push.DuePush;
import chat.parley.engine.push.PushChannel;
import chat.parley.engine.push.PushOutcome;
import chat.parley.http.wire.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * To the host application, which brings it to devices of its own. In the form of "Standard
 * Webhooks": the id stays the same however often it is sent, the signature covers id, time and
 * body.
 */
public final class WebhookChannel implements PushChannel {

  private final PushDoorSettings settings;
  private final URI uri;
  private final PushHttp http;
  private final Clock clock;

  public WebhookChannel(PushDoorSettings settings, PushHttp http, Clock clock) {
    this.settings = settings;
    this.uri = settings.webhook().orElseThrow();
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String host(DuePush push) {
    return DuePush.WEBHOOK;
  }

  /** Whatever it answers but 2xx is tried again: it is one place, and its operator sees to it. */
  @Override
  public CompletionStage<PushOutcome> send(DuePush push) {
    Instant now = clock.instant();
    String id = push.user().tenant() + "/" + push.user().userId() + "/" + push.notificationId();
    byte[] body;
    if (push.isWithdrawal()) {
      id += "/withdrawn";
      body = WireJson.bytes(json -> PushWriter.withdrawn(json, push, now));
    } else {
      body = WireJson.bytes(json -> PushWriter.webhook(json, push, settings.preview()));
    }
    long timestamp = now.getEpochSecond();
    return http.send(
            HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", settings.webhookSecret().sign(id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build())
        .thenApply(WebhookChannel::notNow);
  }

  private static PushOutcome notNow(PushOutcome outcome) {
    if (outcome instanceof PushOutcome.Gone) {
      return new PushOutcome.Later("HTTP status 404 or 410", Duration.ZERO);
    }
    return outcome instanceof PushOutcome.Refused refused
        ? new PushOutcome.Later(refused.why(), Duration.ZERO)
        : outcome;
  }
}
