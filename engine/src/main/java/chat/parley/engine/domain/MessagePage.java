package chat.parley.engine.domain;

import java.util.List;

/**
 * Messages in ascending seq.
 *
 * @param lastSeq the room's newest seq
 * @param rev the room's rev that this page shows at least
 * @param nextBefore cursor of the next older page, or null where this one reaches the first message
 * @param source who answered
 */
public record MessagePage(
    List<Message> messages, long lastSeq, long rev, Long nextBefore, Source source) {

  /** Memory or the database. */
  public enum Source {
    WINDOW,
    HISTORY
  }

  public MessagePage {
    messages = List.copyOf(messages);
  }
}
