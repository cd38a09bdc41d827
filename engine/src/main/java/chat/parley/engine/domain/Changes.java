package chat.parley.engine.domain;

/** How events look to readers. */
final class Changes {

  private Changes() {}

  static Change.Kind kindOf(RoomEvent.OfMessage event) {
    if (event instanceof RoomEvent.MessagePosted) {
      return Change.Kind.MESSAGE_POSTED;
    }
    if (event instanceof RoomEvent.MessageEdited) {
      return Change.Kind.MESSAGE_EDITED;
    }
    if (event instanceof RoomEvent.MessageDeleted) {
      return Change.Kind.MESSAGE_DELETED;
    }
    if (event instanceof RoomEvent.ReactionAdded) {
      return Change.Kind.REACTION_ADDED;
    }
    if (event instanceof RoomEvent.ReactionRemoved) {
      return Change.Kind.REACTION_REMOVED;
    }
    throw new IllegalStateException("no kind for " + event.getClass().getSimpleName());
  }

  static SentKeys.Sent sentBy(RoomEvent.MessagePosted event) {
    return new SentKeys.Sent(
        event.senderId(),
        event.clientMessageId(),
        event.seq(),
        event.rev(),
        event.fingerprint(),
        event.at().toEpochMilli());
  }
}
