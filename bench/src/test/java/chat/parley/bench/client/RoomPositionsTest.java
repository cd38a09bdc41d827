package chat.parley.bench.client;

import static chat.parley.bench.client.RoomPositions.Step.GAP;
import static chat.parley.bench.client.RoomPositions.Step.KNOWN;
import static chat.parley.bench.client.RoomPositions.Step.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomPositionsTest {

  private final RoomPositions rooms = new RoomPositions();

  @Test
  void takesTheNextRevAndDropsWhatItHas() {
    rooms.follow("r", -1);
    rooms.synced("r", 7);

    assertThat(rooms.step("r", 7)).isEqualTo(KNOWN);
    assertThat(rooms.step("r", 8)).isEqualTo(NEXT);
    assertThat(rooms.step("r", 8)).isEqualTo(KNOWN);
    assertThat(rooms.step("r", 9)).isEqualTo(NEXT);
  }

  @Test
  void reportsAGapOnceAndTakesNothingUntilSyncedAgain() {
    rooms.follow("r", -1);
    rooms.synced("r", 7);

    assertThat(rooms.step("r", 9)).isEqualTo(GAP);
    assertThat(rooms.step("r", 10)).isEqualTo(KNOWN);
    assertThat(rooms.revOf("r")).isEqualTo(7);

    assertThat(rooms.step("r", 8)).as("what synced brings").isEqualTo(NEXT);
    rooms.synced("r", 10);
    assertThat(rooms.step("r", 11)).isEqualTo(NEXT);
  }

  @Test
  void namesInAHelloTheRoomsItHasAPositionOf() {
    rooms.follow("new", -1);
    rooms.follow("known", 41);

    var hello = Json.object().putArray("rooms");
    rooms.addTo(hello);

    assertThat(Json.write(hello)).isEqualTo("[{\"roomId\":\"known\",\"rev\":41}]");
  }

  @Test
  void ignoresRoomsItDoesNotFollow() {
    assertThat(rooms.step("other", 1)).isEqualTo(KNOWN);
  }
}
