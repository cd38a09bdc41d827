package chat.parley.projections.view;

import java.time.Instant;

/** Hears of notifications that a group of events made, changed or removed. */
interface NoticeListener {

  void notice(String tenant, String userId, String id);

  /** Of those, one that was made now. */
  default void made(String tenant, String userId, String id, Instant at) {
    notice(tenant, userId, id);
  }
}
