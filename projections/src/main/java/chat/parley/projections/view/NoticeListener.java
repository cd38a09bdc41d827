package chat.parley.projections.view;

/** Hears of notifications that a group of events made, changed or removed. */
interface NoticeListener {

  void notice(String tenant, String userId, String id);
}
