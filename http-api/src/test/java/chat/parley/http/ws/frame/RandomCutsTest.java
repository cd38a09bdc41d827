package chat.parley.http.ws.frame;

import static chat.parley.http.ws.frame.ClientFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a stream of frames is cut, and however messages are, the same is heard. */
class RandomCutsTest {

  private static final String[] WORDS = {"a", "é", "你", "👍", "\n", "{}", "x".repeat(130)};

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final List<String> meant = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void theCutsDoNotShow(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      message(random);
    }
    byte[] bytes = sent.toByteArray();

    for (int round = 0; round < 20; round++) {
      Heard heard = new Heard();
      int at = 0;
      while (at < bytes.length) {
        int to = Math.min(bytes.length, at + random.nextInt(round < 10 ? 9 : 2_000));
        heard.decoder.decode(bytes, at, to);
        at = to;
      }
      assertThat(heard.words).isEqualTo(meant);
    }
  }

  private void message(Random random) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(random.nextInt(20) == 0 ? 200 : 8);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    boolean binary = random.nextInt(10) == 0;
    byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
    int at = 0;
    int opcode = binary ? Opcode.BINARY : Opcode.TEXT;
    while (random.nextInt(3) == 0) {
      int to = at + random.nextInt(payload.length - at + 1);
      send(random, opcode, false, payload, at, to);
      opcode = Opcode.CONTINUATION;
      at = to;
      control(random);
    }
    send(random, opcode, true, payload, at, payload.length);
    boolean tooLarge = !binary && payload.length > Heard.MAX || payload.length > Heard.FORGOTTEN;
    meant.add(tooLarge ? "too large" : binary ? "binary" : "text " + text);
    control(random);
  }

  private void control(Random random) {
    int which = random.nextInt(6);
    byte[] payload = "p".repeat(random.nextInt(126)).getBytes(StandardCharsets.UTF_8);
    if (which == 0) {
      send(random, Opcode.PING, true, payload, 0, payload.length);
      meant.add("ping " + new String(payload, StandardCharsets.UTF_8));
    } else if (which == 1) {
      send(random, Opcode.PONG, true, payload, 0, payload.length);
    }
  }

  private void send(Random random, int opcode, boolean last, byte[] payload, int from, int to) {
    byte[] part = Arrays.copyOfRange(payload, from, to);
    sent.writeBytes(frame((last ? 0x80 : 0) | opcode, part, random.nextInt()));
  }
}
