package chat.parley.http.ws.frame;

import static chat.parley.http.ws.frame.ClientFrames.hex;
import static chat.parley.http.ws.frame.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that a server sends, as RFC 6455 draws them. */
class ServerFramesTest {

  @Test
  void theRfcsOwnHello() {
    assertThat(ServerFrames.text(utf8("Hello"))).isEqualTo(hex("8105 48656c6c6f"));
    assertThat(ServerFrames.pong(utf8("Hello"))).isEqualTo(hex("8a05 48656c6c6f"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "125, 817d",
    "126, 817e007e",
    "65535, 817effff",
    "65536, 817f0000000000010000"
  })
  void theLengthTakesAsFewBytesAsItCan(int length, String head) {
    byte[] frame = ServerFrames.text(new byte[length]);

    assertThat(Arrays.copyOf(frame, hex(head).length)).isEqualTo(hex(head));
    assertThat(frame).hasSize(hex(head).length + length);
    assertThat(ServerFrames.payload(frame)).isEqualTo(length);
  }

  @Test
  void aCloseFrameHasItsCodeAndReasonOrNeither() {
    assertThat(ServerFrames.close(4413, "big")).isEqualTo(hex("8805 113d 626967"));
    assertThat(ServerFrames.close(1000, "")).isEqualTo(hex("8802 03e8"));
    assertThat(ServerFrames.close(CloseCode.NONE, "")).isEqualTo(hex("8800"));
    assertThat(ServerFrames.close(1000, "r".repeat(123))).hasSize(127);
    assertThatThrownBy(() -> ServerFrames.close(1000, "r".repeat(124)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void framesAreJoinedToOneOfTheirPayloadsWithNewlinesBetween() {
    String middle = "m".repeat(200);
    String large = "l".repeat(66_000);

    byte[] joined =
        ServerFrames.joined(
            List.of(
                ServerFrames.text(utf8("{}")),
                ServerFrames.text(utf8(middle)),
                ServerFrames.text(utf8(large))));

    assertThat(joined).isEqualTo(ServerFrames.text(utf8("{}\n" + middle + "\n" + large)));
  }
}
