package chat.parley.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.PageRequest.Cursor;
import chat.parley.engine.domain.PageRequest.Direction;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

  @Test
  void withoutACursorTheNewestAreMeant() {
    assertThat(Cursors.ofQuery(null, null, null, null)).isEqualTo(PageRequest.newest(30));
  }

  @Test
  void aCursorIsASeqOrATime() {
    assertThat(Cursors.ofQuery("50", "41", null, null)).isEqualTo(PageRequest.before(41, 50));
    assertThat(Cursors.ofQuery("1", null, "0", null))
        .isEqualTo(new PageRequest(1, Direction.AFTER, new Cursor(0L, null)));
    assertThat(Cursors.ofQuery("1", null, null, "2026-11-20t12:00:00z"))
        .isEqualTo(
            new PageRequest(
                1, Direction.AROUND, new Cursor(null, Instant.parse("2026-11-20T12:00:00Z"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "51", "abc", "", "-1", "+5", "5.0", " 5", "٥", "99999999999999999999"})
  void aLimitIsFrom1To50(String limit) {
    assertThatThrownBy(() -> Cursors.ofQuery(limit, null, null, null))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "abc",
        "",
        "1e3",
        "9007199254740992",
        "2026-11-20",
        "2026-13-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "+12026-11-20T12:00:00Z",
        "2026-11-20T12:00:00"
      })
  void anythingElseIsNoCursor(String before) {
    assertThatThrownBy(() -> Cursors.ofQuery(null, before, null, null))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("before");
  }

  @ParameterizedTest
  @CsvSource({"1,1,", "1,,1", ",1,1", "1,1,1"})
  void cursorsExcludeEachOther(String before, String after, String around) {
    assertThatThrownBy(() -> Cursors.ofQuery(null, before, after, around))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("at most one");
  }
}
