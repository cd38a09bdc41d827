package chat.parley.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireFramesTest {

  private final List<String> out = new ArrayList<>();
  private final WireFrames frames =
      new WireFrames(
          new WireFrames.Sink() {
            @Override
            public void text(String text) {
              out.add(text);
            }

            @Override
            public void closed() {
              out.add("closed");
            }

            @Override
            public void ping(byte[] payload) {
              out.add("ping " + new String(payload, StandardCharsets.UTF_8));
            }
          });

  @Test
  void putsTextsOfAnySizeTogetherHoweverTheyArrive() {
    String large = "ü".repeat(70_000);
    byte[] bytes =
        join(
            frame(0x81, "one"),
            frame(0x01, "a"),
            frame(0x89, "p"),
            frame(0x80, "b"),
            frame(0x81, "x".repeat(200)),
            frame(0x81, large),
            frame(0x88, ""));

    for (int i = 0; i < bytes.length; i += 7) {
      frames.feed(ByteBuffer.wrap(bytes, i, Math.min(7, bytes.length - i)));
    }

    assertThat(out).containsExactly("one", "ping p", "ab", "x".repeat(200), large, "closed");
  }

  @Test
  void refusesWhatNoServerSends() {
    assertThatThrownBy(() -> frames.feed(ByteBuffer.wrap(new byte[] {(byte) 0x82, 0})))
        .hasMessageContaining("opcode 2");
    byte[] huge = {(byte) 0x81, 127, 1, 0, 0, 0, 0, 0, 0, 0};
    assertThatThrownBy(() -> new WireFrames(null).feed(ByteBuffer.wrap(huge)))
        .hasMessageContaining("bytes");
  }

  private static byte[] frame(int first, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
