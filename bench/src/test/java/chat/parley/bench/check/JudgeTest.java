package chat.parley.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void findsNothingInASoundHistory(long seed) {
    Verdict verdict = judge(new SimulatedChat(seed, 3, 5).run(1_500).entries());

    assertThat(verdict.isGood()).as(verdict.table()).isTrue();
  }

  private Verdict judge(List<Entry> entries) {
    Path file = directory.resolve("history.gz");
    try (HistoryFile history = HistoryFile.create(file)) {
      entries.forEach(history::add);
    }
    return Judge.judge(file);
  }
}
