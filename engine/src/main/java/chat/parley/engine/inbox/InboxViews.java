package chat.parley.engine.inbox;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.RoomKey;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: what the views have for the users of a node, all that is wanted in one visit. */
public interface InboxViews {

  CompletionStage<Answer> look(Question question);

  /** A member, or one who was. */
  record RoomUser(RoomKey room, String userId) {}

  /**
   * @param members of whom the rooms are wanted
   * @param counts of whom the counts in a room are wanted
   * @param notices which are wanted
   * @param readers whose marker moved in a room: what it passed in the last seconds is wanted
   * @param missed of whom the newest notifications are wanted
   */
  record Question(
      List<InboxUser> members,
      List<RoomUser> counts,
      List<NoticeKey> notices,
      List<RoomUser> readers,
      List<InboxUser> missed) {

    boolean isEmpty() {
      return members.isEmpty()
          && counts.isEmpty()
          && notices.isEmpty()
          && readers.isEmpty()
          && missed.isEmpty();
    }
  }

  /** What is not in an answer is not in the views. */
  record Answer(
      List<Membership> members,
      List<Counts> counts,
      List<Notice> notices,
      List<Notice> passed,
      List<Notice> newest) {}

  /**
   * @param sequenceNr up to which the views hold the room
   */
  record Membership(RoomUser who, long sequenceNr) {}

  record Counts(RoomUser who, InboxRoom room) {}

  record Notice(InboxUser user, Notification notification) {}
}
