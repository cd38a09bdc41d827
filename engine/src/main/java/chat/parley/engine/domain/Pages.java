package chat.parley.engine.domain;

import java.util.List;

/** Keeps pages within {@link Limits#PAGE_BYTES}. */
public final class Pages {

  private Pages() {}

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
