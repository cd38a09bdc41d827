package chat.parley.http;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.push.PushSubscription;
import chat.parley.engine.push.PushSubscriptions;
import chat.parley.http.push.VapidKeys;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** No device wants to be reached. */
final class TestPush implements PushSubscriptions {

  /** Web Push is set up. */
  static String settings() {
    VapidKeys keys = VapidKeys.generate();
    return """
        parley.push.web {
          public-key = "%s"
          private-key = "%s"
          subject = "mailto:ops@example.com"
        }
        """
        .formatted(keys.publicText(), keys.privateText());
  }

  @Override
  public CompletionStage<Void> save(UserKey user, PushSubscription subscription) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> remove(UserKey user, String id) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> removeAll(UserKey user) {
    return CompletableFuture.completedFuture(null);
  }
}
