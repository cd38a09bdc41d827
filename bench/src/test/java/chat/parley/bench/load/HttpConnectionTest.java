package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private final List<String> answers = new ArrayList<>();

  private final HttpConnection connection =
      new HttpConnection(
          null,
          URI.create("http://127.0.0.1:1"),
          new HttpConnection.Owner() {
            @Override
            public void connected(HttpConnection from) {}

            @Override
            public void answered(
                HttpConnection from, int status, byte[] bytes, int start, int end) {
              answers.add(status + " " + Bytes.text(bytes, start, end));
            }

            @Override
            public void lost(String why) {}
          });

  @Test
  void takesAnAnswerOfKnownLengthWhenItIsWhole() {
    byte[] bytes = Bytes.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(connection.take(bytes, 0, bytes.length - 1)).isZero();
    assertThat(connection.take(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    assertThat(answers).containsExactly("200 hello");
  }

  @Test
  void takesAnAnswerInChunksUpToTheLast() {
    String head = "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n";
    byte[] bytes = Bytes.of(head + "2\r\nhi\r\n0\r\n\r\n");
    assertThat(connection.take(bytes, 0, bytes.length - 1)).isZero();
    assertThat(connection.take(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    byte[] empty = Bytes.of(head + "0\r\n\r\n");
    assertThat(connection.take(empty, 0, empty.length)).isEqualTo(empty.length);
    assertThat(answers.get(0)).startsWith("503 2\r\nhi");
  }
}
