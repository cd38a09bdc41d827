package chat.parley.projections.query;

import chat.parley.engine.domain.Ids;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Places to go on from, opaque for clients: base64url of what the list is ordered by. What is no
 * cursor of the kind is an {@link IllegalArgumentException}.
 */
final class Cursors {

  /** The shape of message ids, see {@code MessageIds}; invitations have ids of the same shape. */
  private static final Pattern NOTIFICATION_ID = Pattern.compile("[0-9A-Z]{26}");

  /** After every id of that shape, in any collation. */
  private static final String ABOVE_ALL_IDS = "Z".repeat(27);

  private static final int LONGEST = 200;

  private Cursors() {}

  /** A room in the order of activity. */
  record RoomPlace(Instant activity, String roomId) {

    /** Where the list begins. */
    static final RoomPlace NEWEST = new RoomPlace(Instant.parse("9999-12-31T00:00:00Z"), "");

    String encode() {
      return Cursors.encode(activity + " " + roomId);
    }

    /** {@link #NEWEST} for null. */
    static RoomPlace decode(String cursor) {
      if (cursor == null) {
        return NEWEST;
      }
      String[] parts = text(cursor).split(" ", 2);
      if (parts.length != 2 || !Ids.isValid(parts[1])) {
        throw notOurs();
      }
      try {
        Instant activity = Instant.parse(parts[0]);
        if (activity.isBefore(Instant.EPOCH) || activity.isAfter(NEWEST.activity)) {
          throw notOurs();
        }
        return new RoomPlace(activity, parts[1]);
      } catch (DateTimeException e) {
        throw notOurs();
      }
    }
  }

  static String encodeNotification(String id) {
    return encode(id);
  }

  /** The id to go on below. */
  static String decodeNotification(String cursor) {
    if (cursor == null) {
      return ABOVE_ALL_IDS;
    }
    String id = text(cursor);
    if (!isNotificationId(id)) {
      throw notOurs();
    }
    return id;
  }

  static boolean isNotificationId(String id) {
    return id != null && NOTIFICATION_ID.matcher(id).matches();
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String cursor) {
    if (cursor.length() > LONGEST) {
      throw notOurs();
    }
    return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException notOurs() {
    return new IllegalArgumentException("not a cursor of this list");
  }
}
