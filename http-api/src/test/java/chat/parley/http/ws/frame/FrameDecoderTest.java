package chat.parley.http.ws.frame;

import static chat.parley.http.ws.frame.ClientFrames.all;
import static chat.parley.http.ws.frame.ClientFrames.close;
import static chat.parley.http.ws.frame.ClientFrames.frame;
import static chat.parley.http.ws.frame.ClientFrames.headOf;
import static chat.parley.http.ws.frame.ClientFrames.hex;
import static chat.parley.http.ws.frame.ClientFrames.ping;
import static chat.parley.http.ws.frame.ClientFrames.text;
import static chat.parley.http.ws.frame.ClientFrames.unmasked;
import static chat.parley.http.ws.frame.ClientFrames.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 from the server's side, case by case; each whole, byte by byte and in odd pieces. */
class FrameDecoderTest {

  private static final int CONT = Opcode.CONTINUATION;
  private static final int TEXT = Opcode.TEXT;
  private static final int BINARY = Opcode.BINARY;
  private static final int PING = Opcode.PING;
  private static final int PONG = Opcode.PONG;
  private static final byte[] AFTER = text("after");

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "messages",
    "fragments",
    "notUtf8",
    "control",
    "closes",
    "sizes",
    "wrongHeads",
    "wrongOrder"
  })
  void saysWhatCame(String name, byte[] bytes, List<String> words) {
    for (int piece : new int[] {bytes.length, 1, 3, 7}) {
      assertThat(Heard.of(bytes, piece)).as("in pieces of %d", piece).isEqualTo(words);
    }
  }

  static Stream<Arguments> messages() {
    String a125 = "x".repeat(125);
    String a126 = "y".repeat(126);
    return Stream.of(
        a("the RFC's own masked Hello", hex("81 85 37fa213d 7f9f4d5158"), "text Hello"),
        a("an empty text", text(""), "text "),
        a("a mask of zero", frame(0x81, utf8("hi"), 0), "text hi"),
        a("the longest short length", text(a125), "text " + a125),
        a("the shortest length of two bytes", text(a126), "text " + a126),
        a("text of many scripts", text("你好, hé 👍 \u0000"), "text 你好, hé 👍 \u0000"),
        a("two in a row", all(text("a"), text("b")), "text a", "text b"),
        a("binary", frame(BINARY, true, new byte[] {-1, 0}), "binary"),
        a("an empty binary", frame(BINARY, true, new byte[0]), "binary"),
        a("text after binary", all(frame(BINARY, true, utf8("x")), AFTER), "binary", "text after"));
  }

  static Stream<Arguments> fragments() {
    return Stream.of(
        a("three parts", parts("Hel", "l", "o"), "text Hello"),
        a("empty parts", parts("", "Hello", ""), "text Hello"),
        a("only empty parts", parts("", "", ""), "text "),
        a(
            "a ping and a pong in between",
            all(
                frame(TEXT, false, utf8("Hel")),
                ping("p"),
                frame(PONG, true, utf8("q")),
                frame(CONT, true, utf8("lo"))),
            "ping p",
            "text Hello"),
        a(
            "a close in between",
            all(frame(TEXT, false, utf8("Hel")), close(1000, ""), frame(CONT, true, utf8("lo"))),
            "close 1000"),
        a(
            "a character cut by parts",
            all(
                frame(TEXT, false, hex("f09f")),
                ping(""),
                frame(CONT, false, hex("91")),
                frame(CONT, true, hex("8d"))),
            "ping ",
            "text 👍"),
        a(
            "binary in parts",
            all(frame(BINARY, false, hex("ff")), frame(CONT, true, hex("fe")), AFTER),
            "binary",
            "text after"));
  }

  static Stream<Arguments> notUtf8() {
    String early = "1007 text that is no UTF-8";
    String cut = "1007 text that ends within a character";
    return Stream.of(
        a("a lone continuation byte", all(frame(TEXT, true, hex("41 80")), AFTER), early),
        a("a surrogate", all(frame(TEXT, true, hex("eda080")), AFTER), early),
        a("seen before the end", all(headOf(500), masked(hex("41 ff"))), early),
        a(
            "in the second part",
            all(frame(TEXT, false, hex("c3")), frame(CONT, false, hex("41"))),
            early),
        a("a character cut at the end", all(frame(TEXT, true, hex("41 c3")), AFTER), cut),
        a(
            "a character cut at the end of the last part",
            all(frame(TEXT, false, hex("f09f")), frame(CONT, true, hex("91")), AFTER),
            cut),
        a(
            "a character cut before an empty last part",
            all(frame(TEXT, false, hex("c3")), frame(CONT, true, new byte[0]), AFTER),
            cut),
        a(
            "not looked at in what is too large",
            all(frame(TEXT, true, "\u00ff".repeat(Heard.MAX + 1).getBytes(ISO_8859_1)), AFTER),
            "too large",
            "text after"));
  }

  static Stream<Arguments> control() {
    String a125 = "z".repeat(125);
    return Stream.of(
        a("ping", all(ping("are you there"), AFTER), "ping are you there", "text after"),
        a("an empty ping", ping(""), "ping "),
        a("the longest ping", ping(a125), "ping " + a125),
        a("pongs nobody asked for", all(frame(PONG, true, utf8("x")), AFTER), "text after"));
  }

  static Stream<Arguments> closes() {
    Stream<Arguments> allowed =
        IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
            .mapToObj(code -> a("close " + code, close(code, "bye"), "close " + code));
    Stream<Arguments> refused =
        IntStream.of(0, 999, 1004, 1005, 1006, 1012, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)
            .mapToObj(
                code -> a("close " + code, close(code, ""), "1002 a close code that is none"));
    return Stream.of(
            allowed,
            refused,
            Stream.of(
                a("close without a code", frame(8, true, new byte[0]), "close 1005"),
                a("half a code", frame(8, true, hex("03")), "1002 a close code that is none"),
                a("the longest reason", close(1000, "r".repeat(123)), "close 1000"),
                a(
                    "a reason that is no UTF-8",
                    frame(8, true, hex("03e8 ceba ff")),
                    "1007 a reason that is no UTF-8"),
                a(
                    "a reason that is cut",
                    frame(8, true, hex("03e8 ce")),
                    "1007 a reason that is no UTF-8"),
                a("nothing counts after it", all(close(4000, ""), ping("p"), AFTER), "close 4000")))
        .flatMap(some -> some);
  }

  static Stream<Arguments> sizes() {
    String most = "m".repeat(Heard.MAX);
    String over = most + "m";
    String half = "h".repeat(600);
    return Stream.of(
        a("the largest", text(most), "text " + most),
        a("one byte more", all(text(over), AFTER), "too large", "text after"),
        a("counted in bytes", all(text("é".repeat(501)), AFTER), "too large", "text after"),
        a("more in parts", all(parts(half, "", half), AFTER), "too large", "text after"),
        a("no end in sight", text("n".repeat(Heard.FORGOTTEN + 1)), "too large"),
        a(
            "said once",
            all(parts(most, "n".repeat(Heard.FORGOTTEN), most), AFTER),
            "too large",
            "text after"),
        a(
            "binary without an end in sight",
            all(frame(BINARY, true, new byte[Heard.FORGOTTEN + 1]), AFTER),
            "too large",
            "text after"),
        a(
            "a length of eight bytes",
            all(text("8".repeat(70_000)), AFTER),
            "too large",
            "text after"),
        a("the largest length there is", all(headOf(Long.MAX_VALUE), new byte[100])),
        a(
            "lengths whose sum overflows",
            all(
                frame(TEXT, false, utf8("a")),
                hex("80 ff 7fffffffffffffff 00000000"),
                new byte[Heard.FORGOTTEN + 1]),
            "too large"));
  }

  static Stream<Arguments> wrongHeads() {
    byte[] mask = hex("00000000");
    return Stream.of(
        wrong("no mask", unmasked("hi"), "a frame without a mask"),
        wrong("no mask on a ping", hex("8900"), "a frame without a mask"),
        wrong("RSV1", frame(0xc1, utf8("hi"), 1), "reserved bits are set"),
        wrong("RSV2", frame(0xa1, utf8("hi"), 1), "reserved bits are set"),
        wrong("RSV3 on a ping", frame(0x99, utf8("hi"), 1), "reserved bits are set"),
        wrong("a ping in parts", frame(PING, false, utf8("p")), "a control frame in parts"),
        wrong("a close in parts", frame(8, false, hex("03e8")), "a control frame in parts"),
        wrong(
            "a ping of 126 bytes",
            frame(PING, true, new byte[126]),
            "a control frame above 125 bytes"),
        wrong("two bytes for 125", all(hex("81fe007d"), mask), TOO_MANY),
        wrong("eight bytes for 65,535", all(hex("81ff000000000000ffff"), mask), TOO_MANY),
        wrong("a length below zero", all(hex("81ff8000000000000000"), mask), "a negative length"));
  }

  private static final String TOO_MANY = "a length in more bytes than it needs";

  @ParameterizedTest
  @MethodSource("unknownOpcodes")
  void anUnknownOpcodeIsAViolation(int opcode) {
    assertThat(Heard.of(all(frame(opcode, true, utf8("x")), AFTER), 1))
        .containsExactly("1002 unknown opcode");
  }

  static IntStream unknownOpcodes() {
    return IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15);
  }

  static Stream<Arguments> wrongOrder() {
    String open = "the message before has not ended";
    byte[] begun = frame(TEXT, false, utf8("a"));
    return Stream.of(
        wrong("a continuation of nothing", frame(CONT, true, utf8("x")), "nothing to continue"),
        wrong("an open one of nothing", frame(CONT, false, utf8("x")), "nothing to continue"),
        a(
            "a continuation after the end",
            all(AFTER, frame(CONT, true, utf8("x"))),
            "text after",
            "1002 nothing to continue"),
        wrong("text within text", all(begun, text("b")), open),
        wrong("binary within text", all(begun, frame(BINARY, false, utf8("b"))), open),
        wrong("text within binary", all(frame(BINARY, false, utf8("b")), text("b")), open));
  }

  @Test
  void tellsWhetherAMessageIsMidwayAndOneFromTheNext() {
    Heard heard = new Heard();
    FrameDecoder decoder = heard.decoder;
    byte[] two = all(text("a"), frame(TEXT, false, utf8("b")));
    assertThat(decoder.isMidway()).isFalse();

    decoder.decode(two, 0, 1);
    assertThat(decoder.isMidway()).isTrue();
    assertThat(decoder.begun()).isEqualTo(1);

    decoder.decode(two, 1, two.length);
    assertThat(decoder.isMidway()).isTrue();
    assertThat(decoder.begun()).isEqualTo(2);

    byte[] rest = all(ping("p"), frame(CONT, true, utf8("c")));
    decoder.decode(rest, 0, rest.length);
    assertThat(decoder.isMidway()).isFalse();
    assertThat(decoder.begun()).isEqualTo(2);
    assertThat(heard.words).containsExactly("text a", "ping p", "text bc");
  }

  private static Arguments a(String name, byte[] bytes, String... words) {
    return arguments(name, bytes, List.of(words));
  }

  /** Bytes that break the protocol, after which nothing counts any more. */
  private static Arguments wrong(String name, byte[] bytes, String reason) {
    return arguments(name, all(bytes, AFTER), List.of("1002 " + reason));
  }

  /** As the payload behind {@link ClientFrames#headOf}. */
  private static byte[] masked(byte[] payload) {
    byte[] frame = frame(TEXT, true, payload);
    return Arrays.copyOfRange(frame, frame.length - payload.length, frame.length);
  }

  private static byte[] parts(String first, String second, String third) {
    return all(
        frame(TEXT, false, utf8(first)),
        frame(CONT, false, utf8(second)),
        frame(CONT, true, utf8(third)));
  }
}
