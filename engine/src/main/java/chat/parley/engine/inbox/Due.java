package chat.parley.engine.inbox;

import chat.parley.engine.inbox.InboxViews.Question;
import chat.parley.engine.inbox.InboxViews.RoomUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is to be looked up in the views, each thing once, the oldest first. */
final class Due {

  private final InboxSettings settings;
  private final Set<InboxUser> newcomers = new LinkedHashSet<>();
  private final Set<InboxUser> doubtful = new LinkedHashSet<>();
  private final Set<RoomUser> counts = new LinkedHashSet<>();
  private final Set<RoomUser> readers = new LinkedHashSet<>();
  private final Set<NoticeKey> notices = new LinkedHashSet<>();

  Due(InboxSettings settings) {
    this.settings = settings;
  }

  void newcomer(InboxUser user) {
    newcomers.add(user);
  }

  /** Whatever is known of these users may be wrong. */
  void doubt(Collection<InboxUser> users) {
    doubtful.addAll(users);
  }

  void counts(RoomUser who) {
    counts.add(who);
  }

  void reader(RoomUser who) {
    readers.add(who);
  }

  void notice(NoticeKey key) {
    notices.add(key);
  }

  /** What came up meanwhile stands behind what could not be looked up. */
  void again(Question question) {
    newcomers.addAll(question.members());
    doubtful.addAll(question.missed());
    counts.addAll(question.counts());
    readers.addAll(question.readers());
    notices.addAll(question.notices());
  }

  void forget(InboxUser user) {
    newcomers.remove(user);
    doubtful.remove(user);
  }

  boolean isEmpty() {
    return newcomers.isEmpty()
        && doubtful.isEmpty()
        && counts.isEmpty()
        && readers.isEmpty()
        && notices.isEmpty();
  }

  /** More than one visit may ask for. */
  boolean isFull() {
    return newcomers.size() + doubtful.size() > settings.members()
        || counts.size() > settings.counts()
        || readers.size() > settings.notices()
        || notices.size() > settings.notices();
  }

  /**
   * As much as one visit may ask for.
   *
   * @param online who is still here
   */
  Question next(Predicate<InboxUser> online) {
    List<InboxUser> members = take(newcomers, settings.members(), online);
    List<InboxUser> missed = take(doubtful, settings.members() - members.size(), online);
    members.addAll(missed);
    return new Question(
        members,
        take(counts, settings.counts(), who -> online.test(user(who))),
        take(notices, settings.notices(), key -> online.test(key.user())),
        take(readers, settings.notices(), who -> online.test(user(who))),
        missed);
  }

  static InboxUser user(RoomUser who) {
    return new InboxUser(who.room().tenant(), who.userId());
  }

  private static <T> List<T> take(Set<T> from, int limit, Predicate<T> wanted) {
    List<T> taken = new ArrayList<>();
    for (Iterator<T> i = from.iterator(); i.hasNext() && taken.size() < limit; ) {
      T next = i.next();
      i.remove();
      if (wanted.test(next)) {
        taken.add(next);
      }
    }
    return taken;
  }
}
