package chat.parley.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportChunksTest {

  private static final String SOURCE = "{\"type\":\"source\",\"source\":\"s\"}";
  private static final String ROOM_A = "{\"type\":\"room\",\"externalRef\":\"a\"}";
  private static final String ROOM_B = "{\"type\":\"room\",\"externalRef\":\"b\"}";

  @Test
  void startsEveryChunkWithTheSourceAndTheRoomItGoesOnWith() {
    assertThat(bodies(2, SOURCE, ROOM_A, item(0), item(1), item(2), "", ROOM_B, item(0), item(1)))
        .containsExactly(
            lines(SOURCE, ROOM_A, item(0), item(1)),
            lines(SOURCE, ROOM_A, item(2), ROOM_B, item(0)),
            lines(SOURCE, ROOM_B, item(1)));
  }

  @Test
  void sendsAHeadWithoutItemsSinceItMakesTheRoom() {
    assertThat(bodies(10, SOURCE, ROOM_A)).containsExactly(lines(SOURCE, ROOM_A));
    assertThat(bodies(1, SOURCE, ROOM_A, item(0), ROOM_B))
        .containsExactly(lines(SOURCE, ROOM_A, item(0)), lines(SOURCE, ROOM_A, ROOM_B));
    assertThat(bodies(10)).isEmpty();
  }

  @Test
  void namesTheLineThatIsNotJson() {
    assertThatThrownBy(() -> bodies(10, SOURCE, "{oops")).hasMessageContaining("line 2: not JSON");
  }

  private static List<String> bodies(int most, String... lines) {
    List<String> bodies = new ArrayList<>();
    new ImportChunks(List.of(lines).iterator(), most)
        .forEachRemaining(chunk -> bodies.add(chunk.body()));
    return bodies;
  }

  private static String item(int position) {
    return "{\"type\":\"message\",\"position\":" + position + "}";
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }
}
