package chat.parley.projections.query;

import chat.parley.projections.view.MessageRows;

/** The texts of the {@link Statements} that read the history. */
final class HistorySql {

  /** How far the history view holds a room, and how far its journal goes. */
  static final String HEAD =
      """
      select coalesce(a.sequence_nr, 0), coalesce(a.last_seq, 0), coalesce(a.rev, 0),
             (select max(j.sequence_number) from event_journal j where j.persistence_id = ?),
             exists (select from parked_event p where p.view = 'history' and p.persistence_id = ?)
        from (select 1) as one
        left join history_applied a on a.tenant = ? and a.room_id = ?""";

  /** What the history view lacks, in order. */
  static final String TAIL =
      """
      select event_payload from event_journal
       where persistence_id = ? and sequence_number > ?
       order by sequence_number""";

  /** The same, newest first. */
  static final String TAIL_BACKWARDS =
      """
      select event_payload from event_journal
       where persistence_id = ? and sequence_number > ?
       order by sequence_number desc""";

  /** A page of messages. */
  static final String MESSAGES =
      "select "
          + MessageRows.COLUMNS
          + """
           from message m
           where m.tenant = ? and m.room_id = ? and m.seq >= ? and m.seq < ?
           order by m.seq""";

  /** Where a time lies in a room: times never go back as seqs grow. */
  static final String SEQ_AT_TIME =
      """
      select m.seq from message m
       where m.tenant = ? and m.room_id = ? and m.created_at >= ?
       order by m.created_at, m.seq
       limit 1""";

  /** The newest message that a sender posted under a key. */
  static final String BY_CLIENT_MESSAGE_ID =
      "select "
          + MessageRows.COLUMNS
          + """
           from message m
           where m.tenant = ? and m.room_id = ? and m.sender_id = ? and m.client_message_id = ?
           order by m.seq desc
           limit 1""";

  private HistorySql() {}
}
