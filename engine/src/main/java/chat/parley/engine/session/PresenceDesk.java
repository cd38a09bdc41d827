package chat.parley.engine.session;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.presence.Device;
import chat.parley.engine.presence.Presences;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session's part in presence: shows that its user is there, and hears of others. */
final class PresenceDesk {

  /** An upper bound of one user's size on the wire. */
  private static final int USER_WEIGHT = 160;

  private final Presences presences;
  private final SessionOutbox outbox;
  private final String tenant;
  private final Device device;

  PresenceDesk(Presences presences, SessionOutbox outbox, Caller caller, String platform) {
    this.presences = presences;
    this.outbox = outbox;
    this.tenant = caller.tenant();
    this.device = presences.enter(caller, platform, this::tell);
  }

  private void tell(List<UserPresence> users) {
    Outgoing push = new Outgoing(new SessionPush.Presence(users));
    outbox.ephemeral(null, push, 80 + USER_WEIGHT * users.size());
  }

  /** The user did something; what a client does by itself is nothing. */
  void heard(SessionRequest request) {
    boolean byItself =
        request instanceof SessionRequest.Ping
            || request instanceof SessionRequest.Delivered
            || request instanceof SessionRequest.Presence;
    if (!byItself) {
      device.used();
    }
  }

  /** Completes when the session has been told how those are whom it watches from now on. */
  CompletionStage<Void> take(SessionRequest.Presence request) {
    if (request.status() != null) {
      device.declare(request.status() == PresenceStatus.AWAY);
    }
    return request.watch() == null
        ? CompletableFuture.completedFuture(null)
        : presences.watch(device, request.watch());
  }

  void follow(String roomId) {
    presences.follow(device, new RoomKey(tenant, roomId));
  }

  void unfollow(String roomId) {
    presences.unfollow(device, new RoomKey(tenant, roomId));
  }

  void changed(String roomId, Change change) {
    if (change instanceof Change.OfMember) {
      presences.changed(new RoomKey(tenant, roomId), change);
    }
  }

  void leave() {
    presences.leave(device);
  }
}
