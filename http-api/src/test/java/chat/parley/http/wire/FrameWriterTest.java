package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.Presence;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.domain.UserPresence;
import chat.parley.engine.inbox.InboxRoom;
import chat.parley.engine.room.RoomPush;
import chat.parley.engine.session.SessionPush;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every server frame, byte by byte: clients depend on these. */
class FrameWriterTest {

  private static final FrameWriter WRITER = new FrameWriter(32, 200);

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of(
            new SessionPush.Hello(1L, "s-1", "u1", 25_000, Samples.NOON),
            """
            {"type":"hello","re":1,"sessionId":"s-1","userId":"u1","heartbeatMs":25000,\
            "serverTime":"2026-11-20T12:00:00.123Z","limits":{"frameBytes":65536,\
            "contentChars":4000,"inFlight":32,"rooms":200}}"""),
        Arguments.of(
            new SessionPush.SyncedRoom(2L, "r1", new Synced.Resumed(44, 19, 17, List.of(posted()))),
            """
            {"type":"synced","re":2,"roomId":"r1","mode":"resumed","rev":44,"lastSeq":19,\
            "readSeq":17,"events":[{"type":"event","roomId":"r1","rev":45,\
            "kind":"message.posted","message":"""
                + Samples.PLAIN_JSON
                + "}]}"),
        Arguments.of(
            new SessionPush.SyncedRoom(
                null, "r1", new Synced.Reset(480, 310, 17, List.of(Samples.PLAIN))),
            """
            {"type":"synced","roomId":"r1","mode":"reset","rev":480,"lastSeq":310,"readSeq":17,\
            "messages":["""
                + Samples.PLAIN_JSON
                + "]}"),
        Arguments.of(
            new SessionPush.Ack("a", "r1", "m18", 18, 45, "c-1", Samples.NOON, false),
            """
            {"type":"ack","re":"a","roomId":"r1","messageId":"m18","seq":18,"rev":45,\
            "clientMessageId":"c-1","createdAt":"2026-11-20T12:00:00.123Z","duplicate":false}"""),
        Arguments.of(
            new SessionPush.Ack(5L, "r1", "m18", 0, 46, null, null, false),
            "{\"type\":\"ack\",\"re\":5,\"roomId\":\"r1\",\"messageId\":\"m18\",\"rev\":46}"),
        Arguments.of(
            new SessionPush.Read(8L, "r1", 17, 0),
            "{\"type\":\"read\",\"re\":8,\"roomId\":\"r1\",\"readSeq\":17,\"unreadCount\":0}"),
        Arguments.of(
            new SessionPush.HistoryPage(
                10L,
                "r1",
                new MessagePage(List.of(Samples.PLAIN), 310, 480, 11L, MessagePage.Source.WINDOW)),
            "{\"type\":\"history\",\"re\":10,\"roomId\":\"r1\",\"messages\":["
                + Samples.PLAIN_JSON
                + "],\"lastSeq\":310,\"rev\":480,\"nextBefore\":11}"),
        Arguments.of(
            new SessionPush.HistoryPage(
                10L, "r1", new MessagePage(List.of(), 0, 0, null, MessagePage.Source.WINDOW)),
            """
            {"type":"history","re":10,"roomId":"r1","messages":[],"lastSeq":0,"rev":0,\
            "nextBefore":null}"""),
        Arguments.of(new SessionPush.Ok(3L), "{\"type\":\"ok\",\"re\":3}"),
        Arguments.of(new SessionPush.Pong(13L), "{\"type\":\"pong\",\"re\":13}"),
        Arguments.of(new SessionPush.Pong(null), "{\"type\":\"pong\"}"),
        Arguments.of(
            new SessionPush.Presence(
                List.of(
                    new UserPresence(
                        "u2", new Presence(PresenceStatus.ONLINE, Samples.NOON, List.of("web"))),
                    new UserPresence("u3", Presence.UNKNOWN))),
            """
            {"type":"presence","users":[{"userId":"u2","status":"ONLINE",\
            "lastSeenAt":"2026-11-20T12:00:00.123Z"},\
            {"userId":"u3","status":"OFFLINE","lastSeenAt":null}]}"""),
        Arguments.of(new SessionPush.Ping(), "{\"type\":\"ping\"}"),
        Arguments.of(
            new SessionPush.Failed(
                4L, null, new RoomReply.Rejected(ErrorCode.RATE_LIMITED, "slow down", 400)),
            """
            {"type":"error","re":4,"code":"rate_limited","message":"slow down",\
            "temporary":true,"retryAfterMs":400}"""),
        Arguments.of(
            new SessionPush.Failed(
                null, "r9", RoomReply.Rejected.of(ErrorCode.FORBIDDEN, "no member")),
            """
            {"type":"error","roomId":"r9","code":"forbidden","message":"no member",\
            "temporary":false}"""),
        Arguments.of(
            new SessionPush.Event("r1", posted()),
            "{\"type\":\"event\",\"roomId\":\"r1\",\"rev\":45,\"kind\":\"message.posted\","
                + "\"message\":"
                + Samples.PLAIN_JSON
                + "}"),
        Arguments.of(
            new SessionPush.Event(
                "r1", new Change.OfMessage(46, Change.Kind.REACTION_ADDED, Samples.FULL)),
            "{\"type\":\"event\",\"roomId\":\"r1\",\"rev\":46,\"kind\":\"reaction.added\","
                + "\"message\":"
                + Samples.FULL_JSON
                + "}"),
        Arguments.of(
            new SessionPush.Event(
                "r1", new Change.OfMember(47, Change.Kind.MEMBER_JOINED, Samples.MEMBER)),
            "{\"type\":\"event\",\"roomId\":\"r1\",\"rev\":47,\"kind\":\"member.joined\","
                + "\"member\":"
                + Samples.MEMBER_JSON
                + "}"),
        Arguments.of(
            new SessionPush.Event(
                "r1", new Change.OfRoom(48, Change.Kind.ROOM_CHANGED, Samples.ROOM)),
            "{\"type\":\"event\",\"roomId\":\"r1\",\"rev\":48,\"kind\":\"room.changed\",\"room\":"
                + Samples.ROOM_JSON
                + "}"),
        Arguments.of(
            new SessionPush.Receipts("r1", List.of(new RoomEvent.Marker("u2", 18, 19))),
            """
            {"type":"receipt","roomId":"r1","markers":[{"userId":"u2","readSeq":18,\
            "deliveredSeq":19}]}"""),
        Arguments.of(
            new SessionPush.Typing("r1", List.of(new RoomPush.Typist("u2", "Bo"))),
            """
            {"type":"typing","roomId":"r1","users":[{"userId":"u2","name":"Bo"}]}"""),
        Arguments.of(
            new SessionPush.Inbox(List.of(new InboxRoom("r9", 7, Samples.NOON, 2, 1))),
            """
            {"type":"inbox","rooms":[{"roomId":"r9","lastSeq":7,\
            "lastMessageAt":"2026-11-20T12:00:00.123Z","unreadCount":2,"mentionCount":1}]}"""),
        Arguments.of(
            new SessionPush.Notified(
                new Notification(
                    "n1", "mention", "r1", "u2", "Bo", "m1", 7, "hi @u1", Samples.NOON, false)),
            """
            {"type":"notification","notification":{"id":"n1","kind":"mention","roomId":"r1",\
            "actorId":"u2","actorName":"Bo","messageId":"m1","seq":7,"preview":"hi @u1",\
            "createdAt":"2026-11-20T12:00:00.123Z","read":false}}"""),
        Arguments.of(
            new SessionPush.Withdrawn("n1"),
            """
            {"type":"notification","notification":{"id":"n1","read":true}}"""),
        Arguments.of(
            new SessionPush.Behind("r1", 412),
            "{\"type\":\"behind\",\"roomId\":\"r1\",\"rev\":412}"),
        Arguments.of(
            new SessionPush.Bye(SessionPush.Code.DRAIN, 730),
            """
            {"type":"bye","code":4501,"reason":"drain","reconnect":true,"retryAfterMs":730}"""),
        Arguments.of(
            new SessionPush.Bye(SessionPush.Code.BAD_FRAME, 0),
            """
            {"type":"bye","code":4400,"reason":"bad frame","reconnect":false}"""));
  }

  private static Change posted() {
    return new Change.OfMessage(45, Change.Kind.MESSAGE_POSTED, Samples.PLAIN);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameHasExactlyTheseBytes(SessionPush push, String expected) {
    byte[] bytes = WRITER.encode(push);

    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
  }

  @Test
  void everyPushHasAPinnedFrame() {
    List<Class<?>> pinned = frames().<Class<?>>map(a -> a.get()[0].getClass()).distinct().toList();

    assertThat(pinned).containsAll(Arrays.asList(SessionPush.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @EnumSource(Change.Kind.class)
  void everyKindOfEventIsNamedAsTheProtocolNamesIt(Change.Kind kind) {
    Change change = new Change.OfMessage(1, kind, Samples.PLAIN);

    String frame = new String(WRITER.encode(new SessionPush.Event("r1", change)));

    assertThat(frame).contains("\"kind\":\"" + kind.name().toLowerCase().replace('_', '.') + "\"");
  }

  @Test
  void aRequestIdIsGivenBackAsItCame() {
    assertThat(WRITER.encode(new SessionPush.Ok(new BigDecimal("1.50"))))
        .asString()
        .isEqualTo("{\"type\":\"ok\",\"re\":1.50}");
    assertThat(WRITER.encode(new SessionPush.Ok("1")))
        .asString()
        .isEqualTo("{\"type\":\"ok\",\"re\":\"1\"}");
  }

  @Test
  void aFrameNeverHoldsANewline() {
    byte[] bytes =
        WRITER.encode(new SessionPush.Typing("r1", List.of(new RoomPush.Typist("u", "a\nb\r"))));

    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
  }
}
