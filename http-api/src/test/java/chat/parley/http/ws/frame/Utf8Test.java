package chat.parley.http.ws.frame;

import static chat.parley.http.ws.frame.ClientFrames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 in pieces: what is wrong is seen at its first byte, what is cut is not whole. */
class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ed9fbf",
        "ee8080",
        "efbfbf",
        "f0908080",
        "f48fbfbf"
      })
  void theEdgesOfEachLengthAreFine(String digits) {
    Utf8 utf8 = new Utf8();
    byte[] bytes = hex(digits);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(utf8.accept(bytes, i, i + 1)).isTrue();
      assertThat(utf8.isWhole()).isEqualTo(i == bytes.length - 1);
    }
  }

  /** How many bytes may come before it must be refused. */
  @ParameterizedTest
  @CsvSource({
    "80, 0",
    "bf, 0",
    "c0af, 0",
    "c1bf, 0",
    "c241, 1",
    "e080af, 1",
    "e09fbf, 1",
    "eda080, 1",
    "edbfbf, 1",
    "e282, 9",
    "e28241, 2",
    "f08080af, 1",
    "f08fbfbf, 1",
    "f4908080, 1",
    "f5808080, 0",
    "ff, 0",
    "f09f91, 9",
    "f09f9141, 3",
    "41c3, 9",
    "41c328, 2"
  })
  void theFirstWrongByteIsRefused(String digits, int before) {
    byte[] bytes = hex(digits);
    Utf8 utf8 = new Utf8();
    int accepted = 0;
    while (accepted < bytes.length && utf8.accept(bytes, accepted, accepted + 1)) {
      accepted++;
    }
    assertThat(accepted).isEqualTo(Math.min(before, bytes.length));
    assertThat(accepted == bytes.length && utf8.isWhole()).isFalse();
  }

  @Test
  void itJudgesAsTheJdkDoes() {
    Random random = new Random(41);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        bytes[0] = (byte) (0xc0 | bytes[0]);
        for (int i = 1; i < bytes.length; i++) {
          bytes[i] = (byte) (0x80 | bytes[i] & 0x3f);
        }
      }
      Utf8 utf8 = new Utf8();
      assertThat(utf8.accept(bytes, 0, bytes.length) && utf8.isWhole())
          .as("%s", HexFormat.of().formatHex(bytes))
          .isEqualTo(isUtf8(bytes));
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
