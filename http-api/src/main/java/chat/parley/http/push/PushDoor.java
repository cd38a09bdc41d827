package chat.parley.http.push;

import chat.parley.engine.push.PushSubscriptions;
import java.util.Optional;

/**
 * What the doors know of pushes.
 *
 * @param publicKey by which push services know this server; empty where there is no Web Push
 */
public record PushDoor(
    Optional<String> publicKey, PushEndpoints endpoints, PushSubscriptions subscriptions) {

  public static PushDoor of(PushDoorSettings settings, PushSubscriptions subscriptions) {
    return new PushDoor(
        settings.keys().map(VapidKeys::publicText),
        new PushEndpoints(settings.trustEndpoints()),
        subscriptions);
  }
}
