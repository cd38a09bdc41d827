package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PageRequest.Cursor;
import chat.parley.engine.domain.PageRequest.Direction;
import chat.parley.engine.domain.PresenceStatus;
import chat.parley.engine.session.SessionRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every client frame, and everything that looks like one and is none. */
class FrameReaderTest {

  static Stream<Arguments> good() {
    return Stream.of(
        Arguments.of(
            """
            {"type":"hello","id":1,"token":"t","device":"web","rooms":[{"roomId":"r1","rev":41},\
            {"roomId":"r2"}]}""",
            new SessionRequest.Hello(
                1L,
                "t",
                "web",
                List.of(
                    new SessionRequest.Position("r1", 41), new SessionRequest.Position("r2", -1)))),
        Arguments.of(
            "{\"type\":\"hello\",\"id\":1}", new SessionRequest.Hello(1L, null, null, List.of())),
        Arguments.of(
            "{\"type\":\"subscribe\",\"id\":2,\"roomId\":\"r1\",\"rev\":41}",
            new SessionRequest.Subscribe(2L, "r1", 41)),
        Arguments.of(
            "{\"type\":\"subscribe\",\"id\":2,\"roomId\":\"r1\",\"rev\":null}",
            new SessionRequest.Subscribe(2L, "r1", -1)),
        Arguments.of(
            "{\"type\":\"unsubscribe\",\"id\":3,\"roomId\":\"r1\"}",
            new SessionRequest.Unsubscribe(3L, "r1")),
        Arguments.of(
            """
            {"type":"send","id":4,"roomId":"r1","clientMessageId":"c-1","content":"hi 👍",\
            "contentType":"CARD","replyTo":"m1","mentions":["u2"],"fromTheFuture":{}}""",
            new SessionRequest.Send(
                4L, "r1", "c-1", "hi 👍", ContentType.CARD, "m1", List.of("u2"))),
        Arguments.of(
            "{\"type\":\"send\",\"id\":4,\"roomId\":\"r1\",\"content\":\"\\ud83d\\udc4d\"}",
            new SessionRequest.Send(4L, "r1", null, "👍", ContentType.TEXT, null, List.of())),
        Arguments.of(
            "{\"type\":\"edit\",\"id\":5,\"roomId\":\"r1\",\"messageId\":\"m\",\"content\":\"x\"}",
            new SessionRequest.Edit(5L, "r1", "m", "x")),
        Arguments.of(
            "{\"type\":\"delete\",\"id\":6,\"roomId\":\"r1\",\"messageId\":\"m\"}",
            new SessionRequest.Delete(6L, "r1", "m")),
        Arguments.of(
            """
            {"type":"react","id":7,"roomId":"r1","messageId":"m","key":"👍","on":true}""",
            new SessionRequest.React(7L, "r1", "m", "👍", true)),
        Arguments.of(
            "{\"type\":\"read\",\"id\":8,\"roomId\":\"r1\",\"seq\":17}",
            new SessionRequest.Read(8L, "r1", 17)),
        Arguments.of(
            "{\"type\":\"read\",\"id\":8,\"roomId\":\"r1\"}",
            new SessionRequest.Read(8L, "r1", Long.MAX_VALUE)),
        Arguments.of(
            "{\"type\":\"delivered\",\"roomId\":\"r1\",\"seq\":17}",
            new SessionRequest.Delivered(null, "r1", 17)),
        Arguments.of(
            "{\"type\":\"typing\",\"roomId\":\"r1\",\"on\":true}",
            new SessionRequest.Typing(null, "r1", true)),
        Arguments.of(
            "{\"type\":\"presence\",\"id\":9,\"watch\":[\"u2\",\"u3\"],\"status\":\"AWAY\"}",
            new SessionRequest.Presence(9L, List.of("u2", "u3"), PresenceStatus.AWAY)),
        Arguments.of(
            """
            {"type":"history","id":10,"roomId":"r1","before":41,"limit":10,"minRev":44}""",
            new SessionRequest.History(10L, "r1", PageRequest.before(41, 10), 44)),
        Arguments.of(
            """
            {"type":"history","id":10,"roomId":"r1","around":"2026-11-20T13:00:00.5+01:00"}""",
            new SessionRequest.History(
                10L,
                "r1",
                new PageRequest(
                    30,
                    Direction.AROUND,
                    new Cursor(null, Instant.parse("2026-11-20T12:00:00.500Z"))),
                0)),
        Arguments.of(
            "{\"type\":\"history\",\"id\":10,\"roomId\":\"r1\",\"after\":9007199254740991}",
            new SessionRequest.History(
                10L,
                "r1",
                new PageRequest(30, Direction.AFTER, new Cursor(9_007_199_254_740_991L, null)),
                0)),
        Arguments.of(
            "{\"type\":\"auth\",\"id\":12,\"token\":\"t\"}", new SessionRequest.Auth(12L, "t")),
        Arguments.of("{\"type\":\"ping\",\"id\":13}", new SessionRequest.Ping(13L)),
        Arguments.of("{\"type\":\"ping\"}", new SessionRequest.Ping(null)),
        Arguments.of("{\"type\":\"pong\"}", new SessionRequest.Pong(null)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void aFrameOfTheProtocolIsUnderstood(String frame, SessionRequest expected) {
    assertThat(FrameReader.read(frame)).contains(expected);
  }

  @Test
  void everyRequestHasAFrame() {
    List<Class<?>> read = good().<Class<?>>map(a -> a.get()[1].getClass()).distinct().toList();
    List<Class<?>> made =
        List.of(
            SessionRequest.Bad.class, SessionRequest.Garbage.class, SessionRequest.TooLarge.class);

    assertThat(Arrays.asList(SessionRequest.class.getPermittedSubclasses()))
        .allMatch(type -> read.contains(type) || made.contains(type));
  }

  static Stream<Arguments> ids() {
    return Stream.of(
        Arguments.of("7", 7L),
        Arguments.of("-7", -7L),
        Arguments.of("1.50", new BigDecimal("1.50")),
        Arguments.of("\"7\"", "7"),
        Arguments.of("\"ключ\"", "ключ"),
        Arguments.of("\"\"", ""));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void aRequestIdIsANumberOrAString(String written, Object id) {
    assertThat(FrameReader.read("{\"type\":\"ping\",\"id\":" + written + "}"))
        .contains(new SessionRequest.Ping(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"true", "{}", "[1]", "9007199254740992", "1e400", "1e999999999", "\"\\u0000\""})
  void anythingElseIsNoRequestId(String written) {
    assertBad("{\"type\":\"ping\",\"id\":" + written + "}", null, "id must be");
  }

  @Test
  void aLongRequestIdIsRefused() {
    assertBad("{\"type\":\"ping\",\"id\":\"" + "x".repeat(129) + "\"}", null, "id must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // a field that is missing, or has another type
        "{\"id\":1} | type is missing",
        "{\"id\":1,\"type\":5} | type must be a string",
        "{\"id\":1,\"type\":\"send\",\"content\":\"x\"} | roomId is missing",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\"} | content is missing",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":null} | content is missing",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":5} | content must be a string",
        "{\"id\":1,\"type\":\"send\",\"roomId\":5,\"content\":\"x\"} | roomId must be a string",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"x\",\"contentType\":\"text\"}"
            + " | contentType must be one of",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"x\",\"mentions\":\"u2\"}"
            + " | mentions must be an array",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"x\",\"mentions\":[2]}"
            + " | mentions must be an array",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"x\",\"mentions\":[\"a/b\"]}"
            + " | mentions must be an array of valid ids",
        "{\"id\":1,\"type\":\"hello\",\"rooms\":{}} | rooms must be an array",
        "{\"id\":1,\"type\":\"hello\",\"rooms\":[\"r\"]} | rooms must be an array of objects",
        "{\"id\":1,\"type\":\"hello\",\"rooms\":[{\"roomId\":\"r\"},{\"rev\":1}]}"
            + " | rooms[1].roomId is missing",
        "{\"id\":1,\"type\":\"hello\",\"token\":[]} | token must be a string",
        "{\"id\":1,\"type\":\"typing\",\"roomId\":\"r\",\"on\":\"true\"} | on must be true",
        "{\"id\":1,\"type\":\"typing\",\"roomId\":\"r\",\"on\":1} | on must be true",
        "{\"id\":1,\"type\":\"typing\",\"roomId\":\"r\"} | on is missing",
        // numbers
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":\"5\"} | seq must be an integer",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":5.0} | seq must be an integer",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":5e0} | seq must be an integer",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":-1} | seq must be an integer",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":9007199254740992} | seq must be",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":99999999999999999999} | seq must be",
        "{\"id\":1,\"type\":\"read\",\"roomId\":\"r\",\"seq\":true} | seq must be an integer",
        "{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"r\",\"rev\":-1} | rev must be an integer",
        // pages
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"limit\":0} | limit must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"limit\":51} | limit must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"before\":\"41\"} | before must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"before\":0} | before must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"before\":4.1} | before must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"before\":\"2026-02-30T00:00:00Z\"}"
            + " | before must be",
        "{\"id\":1,\"type\":\"history\",\"roomId\":\"r\",\"before\":4,\"after\":1} | at most one",
        // ids
        "{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"a/b\"} | roomId must be a valid id",
        "{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"\"} | roomId must be a valid id",
        "{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"комната\"} | roomId must be a valid id",
        "{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"r\\n\"} | roomId must be a valid id",
        // text that nothing can hold
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"\\u0000\"} | NUL",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"\\ud800\"} | lone surrogate",
        "{\"id\":1,\"type\":\"send\",\"roomId\":\"r\",\"content\":\"\\udc00x\"} | lone surrogate",
        "{\"id\":1,\"type\":\"ping\",\"\\u0000\":[{\"x\":1}]} | NUL",
        "{\"id\":1,\"type\":\"ping\",\"a\":[{\"x\":\"\\ud800\"}]} | lone surrogate",
      })
  void aWrongFieldIsNamed(String frame, String detail) {
    assertBad(frame, 1L, detail);
  }

  @Test
  void anIdOf65CharactersIsRefused() {
    String room = "r".repeat(65);

    assertBad("{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"" + room + "\"}", 1L, "roomId must");
  }

  @Test
  void anIdWithABarIsRefused() {
    assertBad("{\"id\":1,\"type\":\"subscribe\",\"roomId\":\"a|b\"}", 1L, "roomId must");
  }

  @Test
  void aRequestWithoutAnIdIsRefused() {
    assertBad("{\"type\":\"send\",\"roomId\":\"r\",\"content\":\"x\"}", null, "id is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "dance", ""})
  void anUnknownTypeIsUnsupportedAndWithoutAnIdIgnored(String type) {
    assertThat(FrameReader.read("{\"type\":\"" + type + "\",\"id\":\"x\"}"))
        .hasValueSatisfying(
            request -> {
              assertThat(request).isInstanceOf(SessionRequest.Bad.class);
              assertThat(request.id()).isEqualTo("x");
              assertThat(((SessionRequest.Bad) request).code()).isEqualTo(ErrorCode.UNSUPPORTED);
            });
    assertThat(FrameReader.read("{\"type\":\"" + type + "\"}")).isEmpty();
  }

  @Test
  void eitherFieldOfPresenceMayBeLeftOut() {
    assertThat(FrameReader.read("{\"type\":\"presence\",\"status\":\"ONLINE\"}"))
        .contains(new SessionRequest.Presence(null, null, PresenceStatus.ONLINE));
    assertThat(FrameReader.read("{\"type\":\"presence\",\"watch\":[]}"))
        .contains(new SessionRequest.Presence(null, List.of(), null));
    assertBad("{\"id\":1,\"type\":\"presence\",\"status\":\"OFFLINE\"}", 1L, "status must");
    assertBad("{\"id\":1,\"type\":\"presence\",\"watch\":[\"a b\"]}", 1L, "watch must");
  }

  @Test
  void twoHundredMayBeWatchedAndNoMore() {
    String watch = "\"u\"" + ",\"u\"".repeat(199);

    assertThat(FrameReader.read("{\"type\":\"presence\",\"watch\":[" + watch + "]}"))
        .hasValueSatisfying(r -> assertThat(r).isInstanceOf(SessionRequest.Presence.class));
    assertBad(
        "{\"id\":1,\"type\":\"presence\",\"watch\":[" + watch + ",\"u\"]}", 1L, "at most 200");
  }

  static Stream<String> garbage() {
    return Stream.of(
        "",
        " ",
        "hello",
        "null",
        "5",
        "\"x\"",
        "[{\"type\":\"ping\"}]",
        "{",
        "{\"type\":\"ping\"",
        "{\"type\":\"ping\",}",
        "{'type':'ping'}",
        "{type:\"ping\"}",
        "{\"type\":\"ping\"} // why",
        "{\"type\":\"ping\"}{\"type\":\"ping\"}",
        "{\"type\":\"ping\"}\n{\"type\":\"ping\"}",
        "{\"type\":\"ping\"} x",
        "{\"type\":\"ping\",\"type\":\"pong\"}",
        "{\"type\":\"ping\",\"x\":{\"a\":1,\"a\":2}}",
        "{\"type\":\"ping\",\"\\ud800\":1}",
        "{\"type\":\"ping\",\"id\":NaN}",
        "{\"type\":\"ping\",\"id\":01}",
        "{\"type\":\"ping\",\"id\":" + "1".repeat(101) + "}",
        "{\"x\":" + "[".repeat(16) + "]".repeat(16) + "}",
        "[".repeat(60_000),
        "{\"a\":".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatIsNoJsonObjectIsGarbage(String frame) {
    assertThat(FrameReader.read(frame))
        .hasValueSatisfying(r -> assertThat(r).isInstanceOf(SessionRequest.Garbage.class));
  }

  @Test
  void sixteenLevelsAreAllowed() {
    String frame = "{\"type\":\"ping\",\"x\":" + "[".repeat(15) + "]".repeat(15) + "}";

    assertThat(FrameReader.read(frame)).contains(new SessionRequest.Ping(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "你", "👍"})
  void aFrameMayHave65536BytesAndNoMore(String filling) {
    String start = "{\"type\":\"ping\",\"x\":\"";
    int each = filling.getBytes(StandardCharsets.UTF_8).length;
    int room = FrameReader.MAX_BYTES - start.length() - 2;
    String full = start + filling.repeat(room / each) + "y".repeat(room % each) + "\"}";

    assertThat(FrameReader.read(full)).contains(new SessionRequest.Ping(null));
    assertThat(FrameReader.read(full + " ")).contains(new SessionRequest.TooLarge());
  }

  private static void assertBad(String frame, Object id, String detail) {
    assertThat(FrameReader.read(frame))
        .hasValueSatisfying(
            request -> {
              assertThat(request).isInstanceOf(SessionRequest.Bad.class);
              SessionRequest.Bad bad = (SessionRequest.Bad) request;
              assertThat(bad.id()).isEqualTo(id);
              assertThat(bad.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(bad.detail()).contains(detail);
            });
  }
}
