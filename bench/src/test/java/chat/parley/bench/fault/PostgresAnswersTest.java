package chat.parley.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostgresAnswersTest {

  private static final ByteBuffer SSL_REQUEST = ByteBuffer.allocate(8).putInt(8).putInt(80877103);
  private static final ByteBuffer STARTUP =
      ByteBuffer.allocate(9).putInt(9).putInt(3 << 16).put((byte) 0);
  private static final byte[] IDLE = message('Z', "I");

  private final AnswerCut cut = new AnswerCut();
  private final PostgresAnswers answers = new PostgresAnswers(cut);

  PostgresAnswersTest() {
    cut.arm("COMMIT"::equals, 1);
  }

  @Test
  void withholdsFromTheTagOnAndIsCompleteWhenTheServerIsReady() {
    ask(STARTUP);

    assertThat(answer(message('R', "0000"), IDLE)).isTrue();
    assertThat(answer(message('2', ""), message('C', "COMMIT\0"))).isFalse();
    assertThat(answers.complete()).isFalse();
    assertThat(answer(IDLE)).isFalse();

    assertThat(answers.complete()).isTrue();
    assertThat(cut.armed()).isFalse();
  }

  @Test
  void findsATagThatComesByteByByte() {
    for (int i = 0; i < SSL_REQUEST.capacity(); i++) {
      ask(SSL_REQUEST.duplicate().position(i).limit(i + 1).slice().position(1));
    }
    assertThat(answer(bytes("N"))).isTrue();
    for (int i = 0; i < STARTUP.capacity(); i++) {
      ask(STARTUP.duplicate().position(i).limit(i + 1).slice().position(1));
    }

    int passed = 0;
    for (byte[] message : new byte[][] {message('D', "COMMIT\0"), message('C', "COMMIT\0"), IDLE}) {
      for (byte one : message) {
        passed += answer(new byte[] {one}) ? 1 : 0;
      }
    }

    // then: all but the last byte of the tag
    assertThat(passed).isEqualTo(12 + 11);
    assertThat(answers.complete()).isTrue();
  }

  @Test
  void keepsUpWithMessagesThatAreSplitAnywhere() {
    // given
    Random random = new Random(1);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      stream.writeBytes(message('D', "C\0\0\0\13COMMIT\0".repeat(random.nextInt(100))));
      stream.writeBytes(message('C', "SELECT 1\0"));
      stream.writeBytes(message('C', "COMMIT PREPARED" + "x".repeat(random.nextInt(200)) + "\0"));
      stream.writeBytes(IDLE);
    }
    ask(STARTUP);

    // when
    ByteBuffer all = ByteBuffer.wrap(stream.toByteArray());
    while (all.hasRemaining()) {
      int piece = Math.min(all.remaining(), 1 + random.nextInt(300));
      assertThat(answers.answered(all.slice(all.position(), piece))).isTrue();
      all.position(all.position() + piece);
    }

    // then
    assertThat(answer(message('C', "COMMIT\0"), IDLE)).isFalse();
    assertThat(answers.complete()).isTrue();
  }

  @Test
  void takesTheAnswerToEachRequestForEncryptionForOneByte() {
    ask(ByteBuffer.allocate(8).putInt(8).putInt(80877104));
    assertThat(answer(bytes("N"))).isTrue();
    ask(SSL_REQUEST);
    assertThat(answer(bytes("N"))).isTrue();
    ask(STARTUP);

    assertThat(answer(message('R', "0000"), message('C', "COMMIT\0"))).isFalse();
  }

  @Test
  void leavesAnEncryptedConnectionAlone() {
    ask(SSL_REQUEST);
    assertThat(answer(bytes("S"))).isTrue();
    ask(STARTUP);

    assertThat(answer(message('C', "COMMIT\0"), IDLE)).isTrue();
  }

  @Test
  void leavesOtherProtocolsAlone() {
    ask(ByteBuffer.wrap(bytes("GET / HTTP/1.1\r\n")).position(16));

    assertThat(answer(message('C', "COMMIT\0"), IDLE)).isTrue();
  }

  @Test
  void leavesAServerThatSpeaksFirstAlone() {
    assertThat(answer(message('C', "COMMIT\0"), IDLE)).isTrue();
    ask(STARTUP);
    assertThat(answer(message('C', "COMMIT\0"), IDLE)).isTrue();
  }

  private void ask(ByteBuffer written) {
    answers.asked(written.duplicate().flip());
  }

  private boolean answer(byte[]... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      all.writeBytes(message);
    }
    return answers.answered(ByteBuffer.wrap(all.toByteArray()));
  }

  private static byte[] message(char type, String body) {
    byte[] bytes = bytes(body);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) type)
        .putInt(4 + bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
