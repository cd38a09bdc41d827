package chat.parley.engine.inbox;

import java.util.List;

/** Told by whoever brings the journal into the views. May be called from any thread. */
public interface CommittedNews {

  /** The views hold this now: every query sees it. */
  void committed(List<RoomNews> rooms, List<NoticeKey> notifications);

  /** Somebody else did this work until now, and may have ended before it told all. */
  void tookOver();
}
