package chat.parley.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportChunksTest {

  private static final String SOURCE = "{\"type\":\"source\",\"name\":\"s\"}";
  private static final String ROOM_A = "{\"type\":\"room\",\"externalRef\":\"a\"}";
  private static final String ROOM_B = "{\"type\":\"room\",\"room\":\"b\",\"id\":\"room-b\"}";

  @Test
  void startsEveryChunkWithTheSourceAndTheRoomItGoesOnWith() {
    assertThat(bodies(4, SOURCE, ROOM_A, item(0), item(1), item(2), "", ROOM_B, item(0), item(1)))
        .containsExactly(
            lines(SOURCE, ROOM_A, item(0), item(1)),
            lines(SOURCE, ROOM_A, item(2), ROOM_B, item(0)),
            lines(SOURCE, ROOM_B, item(1)));
  }

  @Test
  void declaresTheRoomsThatItsLinesName() {
    assertThat(bodies(3, SOURCE, ROOM_A, ROOM_B, item(0, "a"), item(1, "b"), item(2), item(3, "c")))
        .containsExactly(
            lines(SOURCE, ROOM_A, ROOM_B),
            lines(SOURCE, ROOM_A, item(0, "a"), ROOM_B, item(1, "b"), item(2)),
            lines(SOURCE, item(3, "c")));
  }

  @Test
  void comesBackToTheRoomThatWasDeclaredLast() {
    assertThat(bodies(4, SOURCE, ROOM_A, ROOM_B, item(0), item(1), item(2, "a"), item(3)))
        .containsExactly(
            lines(SOURCE, ROOM_A, ROOM_B, item(0)),
            lines(SOURCE, ROOM_B, item(1), ROOM_A, item(2, "a"), ROOM_B, item(3)));
  }

  @Test
  void knowsWhereEachLineCameFrom() {
    ImportChunks chunks =
        new ImportChunks(List.of(SOURCE, ROOM_A, item(0), "", item(1)).iterator(), 3);

    assertThat(chunks.next().origins()).containsExactly(1L, 2L, 3L);
    ImportChunks.Chunk second = chunks.next();
    assertThat(second.origins()).containsExactly(1L, 2L, 5L);
    assertThat(second.origin(3)).isEqualTo(5);
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

  private static String item(int position, String room) {
    return "{\"type\":\"message\",\"room\":\"" + room + "\",\"position\":" + position + "}";
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }
}
