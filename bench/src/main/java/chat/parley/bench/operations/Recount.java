package chat.parley.bench.operations;

import java.util.List;

/** Another count, out of the journal, against the view that lists and inboxes are made of. */
public interface Recount {

  /** What was compared, and each difference in words. */
  record Result(long rooms, long members, List<String> differences) {}

  /**
   * Counts.
   *
   * @param url of the database, for JDBC, with its user
   */
  Result count(String url);
}
