package chat.parley.http.wire;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.RoomKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Domain objects and, beside each, the JSON that it is on the wire. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final Instant ONE = Instant.parse("2026-11-20T13:00:00Z");

  static final Message PLAIN =
      new Message(
          "01JD2N7Z",
          17,
          "u1",
          "Ada",
          null,
          "hi",
          ContentType.TEXT,
          ModerationStatus.APPROVED,
          NOON,
          null,
          null,
          List.of(),
          List.of(),
          null,
          null);

  static final String PLAIN_JSON =
      """
      {"id":"01JD2N7Z","roomId":"r1","seq":17,"senderId":"u1","senderName":"Ada",\
      "content":"hi","contentType":"TEXT","status":"SENT","moderationStatus":"APPROVED",\
      "createdAt":"2026-11-20T12:00:00.123Z","editedAt":null,"deletedAt":null}""";

  /** Everything set; a reaction of more users than are shown. */
  static final Message FULL =
      new Message(
          "01JD2N7Z",
          17,
          "u1",
          "Ada",
          "https://example.com/a.png",
          "你好, \"hello\"\n",
          ContentType.CARD,
          ModerationStatus.FLAGGED,
          NOON,
          "c-1",
          "01JD2N7Y",
          List.of("u2"),
          List.of(
              new Message.Reaction(
                  "👍", IntStream.rangeClosed(1, 21).mapToObj(i -> "u" + i).toList())),
          ONE,
          ONE);

  static final String FULL_JSON =
      """
      {"id":"01JD2N7Z","roomId":"r1","seq":17,"senderId":"u1","senderName":"Ada",\
      "senderAvatarUrl":"https://example.com/a.png","content":"你好, \\"hello\\"\\n",\
      "contentType":"CARD","status":"SENT","moderationStatus":"FLAGGED",\
      "createdAt":"2026-11-20T12:00:00.123Z","clientMessageId":"c-1","replyTo":"01JD2N7Y",\
      "mentions":["u2"],"reactions":[{"key":"👍","count":21,"userIds":["u1","u2","u3","u4",\
      "u5","u6","u7","u8","u9","u10","u11","u12","u13","u14","u15","u16","u17","u18","u19",\
      "u20"]}],"editedAt":"2026-11-20T13:00:00.000Z","deletedAt":"2026-11-20T13:00:00.000Z"}""";

  static final Member MEMBER = new Member("u2", MemberRole.MODERATOR, NOON, 17, 18, true, ONE, 5);

  static final String MEMBER_JSON =
      """
      {"userId":"u2","role":"MODERATOR","joinedAt":"2026-11-20T12:00:00.123Z","readSeq":17,\
      "silencedUntil":"2026-11-20T13:00:00.000Z"}""";

  static final RoomInfo ROOM =
      new RoomInfo(
          "r1",
          RoomKind.GROUP,
          "Boats",
          null,
          new Policy(2.5, 5, 100L, Policy.Posting.MODERATORS),
          true,
          false,
          NOON,
          3,
          17,
          48,
          null);

  static final String ROOM_JSON =
      """
      {"id":"r1","name":"Boats","kind":"GROUP","externalRef":null,"policy":{"rate":2.5,\
      "burst":5,"quota":100,"posting":"MODERATORS"},"closed":true,"archived":false,\
      "createdAt":"2026-11-20T12:00:00.123Z","memberCount":3,"lastSeq":17,"rev":48,\
      "lastMessageAt":null}""";

  private Samples() {}
}
