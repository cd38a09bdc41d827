package chat.parley.engine.inbox;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.inbox.InboxViews.Answer;
import chat.parley.engine.inbox.InboxViews.Counts;
import chat.parley.engine.inbox.InboxViews.Notice;
import chat.parley.engine.inbox.InboxViews.Question;
import chat.parley.engine.inbox.InboxViews.RoomUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns news into what is to be looked up, and what was looked up into what users are told. */
final class Telling {

  private final Online online;
  private final Due due;
  private final InboxReader reader;

  Telling(Online online, Due due, InboxReader reader) {
    this.online = online;
    this.due = due;
    this.reader = reader;
  }

  void dueTo(RoomNews news, boolean looking) {
    for (RoomUser who : online.take(news, looking)) {
      due.counts(who);
      if (news.concerned().contains(who.userId())) {
        due.reader(who);
      }
    }
  }

  void tell(Question question, Answer answer) {
    online.compare(question.members(), answer.members(), due::counts);
    tellCounts(question.counts(), answer.counts());
    tellNotices(question.notices(), answer.notices());
    for (Notice notice : answer.passed()) {
      if (online.isNew(notice.user(), notice.notification().id(), true)) {
        tell(notice.user(), notice.notification());
      }
    }
    for (Notice notice : answer.newest()) {
      if (online.isUntold(notice.user(), notice.notification().id())) {
        tell(notice.user(), notice.notification());
      }
    }
  }

  /**
   * One word to each user, whatever the number of rooms; who is not found is no member any more.
   */
  private void tellCounts(List<RoomUser> asked, List<Counts> found) {
    Set<RoomUser> gone = new HashSet<>(asked);
    Map<InboxUser, List<InboxRoom>> byUser = new LinkedHashMap<>();
    for (Counts counts : found) {
      gone.remove(counts.who());
      byUser.computeIfAbsent(Due.user(counts.who()), user -> new ArrayList<>()).add(counts.room());
    }
    gone.forEach(online::leave);
    byUser.forEach(reader::changed);
  }

  private void tellNotices(List<NoticeKey> asked, List<Notice> found) {
    Set<NoticeKey> gone = new HashSet<>(asked);
    for (Notice notice : found) {
      InboxUser user = notice.user();
      gone.remove(new NoticeKey(user.tenant(), user.userId(), notice.notification().id()));
      tell(user, notice.notification());
    }
    for (NoticeKey key : gone) {
      online.told(key.user(), key.id(), true);
      reader.withdrawn(key.user(), key.id());
    }
  }

  private void tell(InboxUser user, Notification notification) {
    online.told(user, notification.id(), notification.read());
    reader.notified(user, notification);
  }
}
