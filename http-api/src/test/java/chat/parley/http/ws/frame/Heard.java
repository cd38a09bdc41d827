package chat.parley.http.ws.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes in words what a decoder says. */
final class Heard implements FrameDecoder.Listener {

  static final int MAX = 1_000;
  static final int FORGOTTEN = 5_000;

  final List<String> words = new ArrayList<>();
  final FrameDecoder decoder = new FrameDecoder(MAX, FORGOTTEN, this);

  /** What is said of these bytes when they come in pieces of this size. */
  static List<String> of(byte[] bytes, int piece) {
    Heard heard = new Heard();
    for (int at = 0; at < bytes.length; at += piece) {
      heard.decoder.decode(bytes, at, Math.min(bytes.length, at + piece));
    }
    return heard.words;
  }

  @Override
  public void text(String text) {
    words.add("text " + text);
  }

  @Override
  public void binary() {
    words.add("binary");
  }

  @Override
  public void tooLarge() {
    words.add("too large");
  }

  @Override
  public void ping(byte[] payload) {
    words.add("ping " + new String(payload, StandardCharsets.UTF_8));
  }

  @Override
  public void close(int code) {
    words.add("close " + code);
  }

  @Override
  public void violation(int code, String reason) {
    words.add(code + " " + reason);
  }
}
