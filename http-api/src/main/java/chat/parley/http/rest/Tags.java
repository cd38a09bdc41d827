package chat.parley.http.rest;

import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.RoomAnswer;
import java.time.Instant;

/**
 * Entity tags of what a room answers from memory, made without writing the answer. The room's rev
 * alone would not do: counts change without one, readers differ in what they see, and a database
 * that was restored reaches the same rev by another way. So a tag says what the answer says.
 */
final class Tags {

  /** To be counted up when the same answers are written in another way. */
  private static final char FORM = '1';

  /** 2^64 divided by the golden ratio: spreads what differs in few bits (Knuth, TAOCP 6.4). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Tags() {}

  /** All that it says, number by number. */
  static String of(RoomAnswer.MetaIs is) {
    return new StringBuilder(64)
        .append("\"m")
        .append(FORM)
        .append('.')
        .append(is.rev())
        .append('.')
        .append(is.lastSeq())
        .append('.')
        .append(is.lastMessageAt() == null ? "" : is.lastMessageAt().toEpochMilli())
        .append('.')
        .append(is.memberCount())
        .append('.')
        .append(is.onlineCount())
        .append('.')
        .append(is.unreadCount())
        .append('"')
        .toString();
  }

  /** The room's rev and a fingerprint of what this reader sees in the page. */
  static String of(MessagePage page) {
    long print = page.messages().size();
    for (Message message : page.messages()) {
      print = mix(print, print(message));
    }
    return "\"w"
        + FORM
        + '.'
        + page.rev()
        + '.'
        + page.lastSeq()
        + '.'
        + (page.nextBefore() == null ? "" : page.nextBefore())
        + '.'
        + Long.toHexString(print)
        + '"';
  }

  /**
   * What can change of a message, or differ between readers. Its id stands for the rest. String's
   * hash is the same on every node, and each string remembers its own.
   */
  private static long print(Message message) {
    long print = message.id().hashCode();
    print = mix(print, message.content().hashCode());
    print = mix(print, message.moderationStatus().name().hashCode());
    print = mix(print, time(message.editedAt()));
    print = mix(print, time(message.deletedAt()));
    print = mix(print, message.mentions().hashCode());
    for (Message.Reaction reaction : message.reactions()) {
      print = mix(print, reaction.key().hashCode());
      print = mix(print, reaction.userIds().hashCode());
    }
    return print;
  }

  private static long time(Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  private static long mix(long print, long next) {
    long mixed = (print ^ next) * SPREAD;
    return mixed ^ (mixed >>> 29);
  }
}
