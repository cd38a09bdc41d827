package chat.parley.engine.session;

import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.RoomReply;

/** Turns a room's reply into the answer to the request that caused it. */
final class Acks {

  private Acks() {}

  static SessionPush of(Object re, String roomId, RoomReply reply) {
    if (reply instanceof RoomReply.Posted posted) {
      Message message = posted.message();
      return new SessionPush.Ack(
          re,
          roomId,
          message.id(),
          message.seq(),
          posted.rev(),
          message.clientMessageId(),
          message.createdAt(),
          posted.duplicate());
    }
    if (reply instanceof RoomReply.MessageIs is) {
      return new SessionPush.Ack(re, roomId, is.message().id(), 0, is.rev(), null, null, false);
    }
    if (reply instanceof RoomReply.MarkersAre are) {
      return new SessionPush.Read(re, roomId, are.readSeq(), are.unreadCount());
    }
    if (reply instanceof RoomReply.Rejected why) {
      return new SessionPush.Failed(re, null, why);
    }
    throw new IllegalStateException("no answer for " + reply.getClass().getSimpleName());
  }
}
