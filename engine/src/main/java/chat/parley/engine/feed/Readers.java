package chat.parley.engine.feed;

import chat.parley.engine.domain.Change;

/** Who may see what of a change. There are at most two kinds of readers. */
final class Readers {

  private Readers() {}

  private static boolean isHidden(Change change) {
    return change instanceof Change.OfMessage of && !of.message().isPublic();
  }

  /** Whether every reader is told the same, and stays one. */
  static boolean isSameForAll(Change change) {
    return !isHidden(change)
        && !(change instanceof Change.OfMember of && of.kind() == Change.Kind.MEMBER_LEFT);
  }

  /** What everybody sees who is not the sender. */
  static Change seenByOthers(Change change) {
    return isHidden(change) && change instanceof Change.OfMessage of
        ? new Change.OfMessage(of.rev(), of.kind(), of.message().seenBy(""))
        : change;
  }

  /** Whether the seat is the sender's of something that others see without its content. */
  static boolean seesWhatOthersDoNot(Seat<?> seat, Change change) {
    return isHidden(change)
        && change instanceof Change.OfMessage of
        && seat.isOf(of.message().senderId());
  }

  /** Whether the change takes the seat's user out of the room. An ADMIN reads on without it. */
  static boolean loses(Seat<?> seat, Change change) {
    return change instanceof Change.OfMember of
        && of.kind() == Change.Kind.MEMBER_LEFT
        && seat.isOf(of.member().userId())
        && !seat.subscriber.caller().isAdmin();
  }
}
