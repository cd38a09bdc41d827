package chat.parley.node;

import akka.actor.typed.ActorSystem;
import chat.parley.engine.presence.Presences;
import chat.parley.engine.push.PushSettings;
import chat.parley.engine.push.Pushes;
import chat.parley.http.push.PushDoor;
import chat.parley.http.push.PushDoorSettings;
import chat.parley.http.push.PushHttp;
import chat.parley.http.push.WebPushChannel;
import chat.parley.http.push.WebhookChannel;
import chat.parley.projections.Database;
import chat.parley.projections.NoticeOutbox;
import chat.parley.projections.push.JdbcPushOutbox;
import chat.parley.projections.push.JdbcPushStore;
import chat.parley.projections.push.JdbcPushSubscriptions;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What of a node brings notifications out of the system.
 *
 * @param door for devices that want to be reached
 * @param outbox where the views write down what has to leave
 * @param pushes empty where nothing leaves
 */
record NodePush(PushDoor door, NoticeOutbox outbox, Optional<Pushes> pushes) {

  /**
   * @throws SettingsException for what cannot be used
   */
  static PushDoorSettings settings(NodeSettings settings) {
    try {
      return PushDoorSettings.of(NodeConfig.doors(settings));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "the settings PARLEY_VAPID_… or PARLEY_PUSH_… cannot be used: " + e.getMessage());
    }
  }

  static NodePush start(
      ActorSystem<?> system,
      PushDoorSettings settings,
      Database database,
      Presences presences,
      Clock clock) {
    PushDoor door = PushDoor.of(settings, new JdbcPushSubscriptions(database));
    if (!settings.isSet()) {
      return new NodePush(door, NoticeOutbox.NONE, Optional.empty());
    }
    PushHttp http = new PushHttp(settings.timeout(), clock);
    Pushes pushes =
        Pushes.start(
            system,
            new JdbcPushStore(database),
            settings.keys().map(keys -> new WebPushChannel(settings, http)),
            settings.webhook().map(url -> new WebhookChannel(settings, http, clock)),
            presences::online,
            clock);
    PushSettings sizes = PushSettings.of(system.settings().config());
    NoticeOutbox outbox =
        new JdbcPushOutbox(
            settings.keys().isPresent(),
            settings.webhook().isPresent(),
            sizes.delay(),
            sizes.newWithin(),
            clock);
    return new NodePush(door, outbox, Optional.of(pushes));
  }

  /** Begins no push any more, and waits for those that were begun. */
  CompletionStage<Void> stop() {
    return pushes.map(Pushes::stop).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
