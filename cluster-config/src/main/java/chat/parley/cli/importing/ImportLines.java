package chat.parley.cli.importing;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** The lines of the import format, see docs/import.md. */
public final class ImportLines {

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private ImportLines() {}

  /** The name under which rooms remember how far they are. */
  public static String source(String name) {
    return Json.write(Json.object().put("type", "source").put("name", name));
  }

  public static String room(String externalRef, String name) {
    return Json.write(
        Json.object().put("type", "room").put("externalRef", externalRef).put("name", name));
  }

  /**
   * @param replyToPosition the position of the message it answers, -1 for none
   */
  public static String message(
      long position,
      Instant at,
      String nick,
      String content,
      long replyToPosition,
      List<String> mentionedUsers) {
    ObjectNode line = about("message", position, at, nick).put("name", nick);
    line.put("content", content);
    if (replyToPosition >= 0) {
      line.put("replyTo", replyToPosition);
    }
    if (!mentionedUsers.isEmpty()) {
      ArrayNode mentions = line.putArray("mentions");
      mentionedUsers.forEach(mentions::add);
    }
    return Json.write(line);
  }

  public static String join(long position, Instant at, String nick) {
    return Json.write(about("join", position, at, nick));
  }

  public static String leave(long position, Instant at, String nick) {
    return Json.write(about("leave", position, at, nick));
  }

  private static ObjectNode about(String type, long position, Instant at, String nick) {
    return Json.object()
        .put("type", type)
        .put("position", position)
        .put("at", MILLIS.format(at))
        .put("userId", Nicks.userId(nick));
  }
}
