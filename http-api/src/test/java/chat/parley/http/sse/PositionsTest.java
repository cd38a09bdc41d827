package chat.parley.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.wire.WireException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r1:41,r2        |              | r1:41,r2:",
        "r1:41,r2:0      | ''           | r1:41,r2:0",
        "r1:41,r2        | r2:7,r1:44   | r1:44,r2:7",
        "r1:41,r2        | r1:,r3:9     | r1:41,r2:",
        "''              | r1:44,r2:    | r1:44,r2:",
        "                |              | ''",
        "a:b,a:7:        | a:7:9        | a:b:,a:7:9",
      })
  void theLastEventKnowsMoreOfTheRoomsThatAreAskedFor(String rooms, String last, String all) {
    assertThat(Positions.of(rooms, last)).hasToString(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1:41,r2:", "a:b:,a:7:", "a::3", "ref~x:9007199254740991"})
  void anIdAsksForWhatItWasMadeOf(String id) {
    assertThat(Positions.of(null, id)).hasToString(id);
    assertThat(Positions.of(id, null)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r1,,r2",
        ",",
        "-r1",
        "r1 ",
        "r1,r1:4",
        "r1:9007199254740992",
        "r1:99999999999999999999",
        "r1:4:x y"
      })
  void whatNamesNoRoomsIsRefused(String text) {
    assertThatThrownBy(() -> Positions.of(text, null)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> Positions.of("r9", text)).isInstanceOf(WireException.class);
  }

  @Test
  void whatWouldNotComeBackInAHeaderIsRefused() {
    String fits = rooms(95);
    String doesNot = rooms(98);

    Positions far = Positions.of(fits, null);
    far.list().forEach(room -> far.reached(room.roomId(), (1L << 53) - 1));
    assertThat(far.toString().length()).isBetween(7_000, Positions.CHARACTERS);
    assertThatThrownBy(() -> Positions.of(doesNot, null)).isInstanceOf(WireException.class);
  }

  private static String rooms(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> ("r" + i + "x".repeat(64)).substring(0, 64))
        .collect(Collectors.joining(","));
  }

  @Test
  void theyMoveOnInTheRoomsThatWereAskedForAlone() {
    Positions positions = Positions.of("r1:41,r2", null);

    positions.reached("r2", 3);
    positions.reached("r1", 42);
    positions.reached("r9", 1);

    assertThat(positions).hasToString("r1:42,r2:3");
    assertThat(positions.rev("r1")).isEqualTo(42);
    assertThat(positions.rev("r9")).isEqualTo(-1);
  }
}
