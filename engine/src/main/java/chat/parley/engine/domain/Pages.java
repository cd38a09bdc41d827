package chat.parley.engine.domain;

import java.util.List;

/** Which messages a page has: one meaning for the window and for the history. */
public final class Pages {

  private Pages() {}

  /** The messages with {@code from <= seq < to}; all of them exist. */
  public record Range(long from, long to) {}

  /**
   * The seqs that a request asks for.
   *
   * @param at where the cursor lies: its seq, for a time the seq of the first message at or after
   *     it (lastSeq + 1 where there is none), without a cursor lastSeq + 1
   */
  public static Range range(PageRequest request, long at, long lastSeq) {
    long end = lastSeq + 1;
    long place = Math.max(0, Math.min(at, end));
    boolean excludesCursor = request.at() != null && request.at().time() == null;
    long from =
        switch (request.direction()) {
          case BEFORE -> place - request.limit();
          case AFTER -> place + (excludesCursor ? 1 : 0);
          case AROUND -> place - request.limit() / 2;
        };
    long to =
        request.direction() == PageRequest.Direction.BEFORE
            ? place
            : Math.min(Math.max(from, 1) + request.limit(), end);
    if (request.direction() == PageRequest.Direction.AROUND) {
      from = Math.min(from, to - request.limit());
    }
    from = Math.max(1, Math.min(from, end));
    return new Range(from, Math.max(from, to));
  }

  /** The cursor of the next older page, or null after a page that holds the first message. */
  public static Long nextBefore(List<Message> page) {
    return page.isEmpty() || page.get(0).seq() == 1 ? null : page.get(0).seq();
  }

  /**
   * The part of an ascending page that fits, leaving out messages at the end that is farther from
   * the cursor; at least one message stays.
   */
  public static List<Message> fit(List<Message> ascending, PageRequest request) {
    return switch (request.direction()) {
      case BEFORE -> fromEnd(ascending);
      case AFTER -> fromStart(ascending);
      case AROUND -> aroundMiddle(ascending);
    };
  }

  private static List<Message> fromEnd(List<Message> page) {
    long bytes = 0;
    for (int i = page.size() - 1; i >= 0; i--) {
      bytes += page.get(i).weight();
      if (bytes > Limits.PAGE_BYTES) {
        return page.subList(Math.min(i + 1, page.size() - 1), page.size());
      }
    }
    return page;
  }

  private static List<Message> fromStart(List<Message> page) {
    long bytes = 0;
    for (int i = 0; i < page.size(); i++) {
      bytes += page.get(i).weight();
      if (bytes > Limits.PAGE_BYTES) {
        return page.subList(0, Math.max(i, 1));
      }
    }
    return page;
  }

  private static List<Message> aroundMiddle(List<Message> page) {
    int from = 0;
    int to = page.size();
    long bytes = page.stream().mapToLong(Message::weight).sum();
    while (to - from > 1 && bytes > Limits.PAGE_BYTES) {
      boolean dropLast = (to - from) % 2 == 0;
      bytes -= page.get(dropLast ? --to : from++).weight();
    }
    return page.subList(from, to);
  }
}
