package chat.parley.engine.session;

import chat.parley.engine.inbox.InboxRoom;
import java.time.Duration;
import java.util.List;

/** What happens to a session. Never leaves the node. */
sealed interface SessionEvent {

  /** The client asks. */
  record Asked(SessionRequest request) implements SessionEvent {}

  /** The connection is gone. */
  record Gone() implements SessionEvent {}

  /** The node leaves: say so after a while. */
  record Drain(Duration after) implements SessionEvent {}

  /** That while is over. */
  record DrainNow() implements SessionEvent {}

  /** A token was looked at: of a Hello or of an Auth. */
  record Verified(SessionRequest request, TokenVerifier.Verified token, Throwable failure)
      implements SessionEvent {}

  /** Tokens of this session's user were revoked, perhaps the one that it goes on under. */
  record Revoked() implements SessionEvent {}

  /** Rooms of this session's user changed, whether it follows them or not. */
  record RoomsChanged(List<InboxRoom> rooms) implements SessionEvent {}

  /** A notification of this session's user is new, or was changed or taken back. */
  record Notified(Outgoing notification) implements SessionEvent {}

  /** A request that was in flight has its answer. */
  record Answered() implements SessionEvent {}

  /** A subscription was granted. */
  record Begun(RoomSubscription subscription) implements SessionEvent {}

  /** A subscription is over, and the client has been told so. */
  record Ended(RoomSubscription subscription) implements SessionEvent {}

  /** The reader has taken most of what was said without being asked for. */
  record ReadOn() implements SessionEvent {}

  /** The outbox is full, for the n-th time. */
  record Full(long time) implements SessionEvent {}

  /** Time to see whether it still is. */
  record StillFull(long time) implements SessionEvent {}

  /** There is no bound that would hold this client's unread answers. */
  record Flooded() implements SessionEvent {}

  /** The markers of a room may pass again. */
  record MarkersDue(String roomId) implements SessionEvent {}

  /** The room has answered for its markers; so many requests were waiting for that. */
  record MarkersMoved(String roomId, int requests) implements SessionEvent {}

  /** No hello came, or it could not be dealt with in time. */
  record HelloTimeout() implements SessionEvent {}

  /** Time to see whether the client is alive. */
  record HeartbeatDue() implements SessionEvent {}

  /** Time to see whether the token is still good. */
  record TokenDue() implements SessionEvent {}

  /** What the socket has not taken by now is given up. */
  record LingerOver() implements SessionEvent {}
}
