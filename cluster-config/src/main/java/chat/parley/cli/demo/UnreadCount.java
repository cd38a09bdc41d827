package chat.parley.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a device that has not opened the room is told of its unread messages. */
final class UnreadCount {

  private final String roomId;
  private final String label;
  private long unread;
  private long mentions;
  private long lowest;
  private long toldUnread;
  private long toldMentions;

  /**
   * @param label how its lines begin
   */
  UnreadCount(String roomId, String label) {
    this.roomId = roomId;
    this.label = label;
  }

  /** Any push; only {@code inbox} counts. */
  synchronized void take(JsonNode push) {
    if (!push.path("type").asText("").equals("inbox")) {
      return;
    }
    for (JsonNode room : push.path("rooms")) {
      if (room.path("roomId").asText("").equals(roomId)) {
        unread = room.path("unreadCount").asLong(0);
        mentions = room.path("mentionCount").asLong(0);
        lowest = Math.min(lowest, unread);
      }
    }
  }

  /** What changed since the last time: first how far it went down, then what has come since. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (lowest == 0 && toldUnread > 0) {
      lines.add(label + " cleared, read on the other device");
    } else if (lowest < toldUnread) {
      lines.add(label + " down to " + lowest + " unread, read on the other device");
    }
    if (unread > lowest || unread == toldUnread && mentions != toldMentions) {
      lines.add(label + " " + unread + " unread" + mentioned());
    }
    toldUnread = unread;
    toldMentions = mentions;
    lowest = unread;
    return lines;
  }

  private String mentioned() {
    return mentions == 0 ? "" : ", " + mentions + (mentions == 1 ? " mention" : " mentions");
  }
}
