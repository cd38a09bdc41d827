package chat.parley.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

  private static final int SEEDS = 3;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void findsNothingInASoundHistory(long seed) {
    Verdict verdict = judge(new SimulatedChat(seed, 3, 5).run(1_500).entries());

    assertThat(verdict.isGood()).as(verdict.table()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatIsBrokenAndNothingElse(Break how) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Verdict verdict = judge(how.history(seed));

      assertThat(verdict.isGood()).isFalse();
      assertThat(found(verdict)).as("seed %d: %s", seed, verdict.table()).containsOnly(how.anomaly);
      assertThat(verdict.examples(how.anomaly)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
  void findsWhateverIsBrokenWhereverThatIs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5; i++) {
      Break how = Break.values()[random.nextInt(Break.values().length)];
      long history = random.nextLong();

      Verdict verdict = judge(how.history(history));

      assertThat(found(verdict)).as("%s, seed %d", how, history).containsOnly(how.anomaly);
    }
  }

  @Test
  void doesNotDependOnWhenAnOperationWasRecorded() {
    List<Entry> entries = Break.MARKER_ANSWER_GOES_BACK.history(4);
    List<Entry> streams = entries.stream().filter(JudgeTest::isOfAStream).toList();
    List<Entry> others = new ArrayList<>(entries);
    others.removeIf(JudgeTest::isOfAStream);
    Collections.shuffle(others, new Random(4));
    String expected = judge(entries).table();

    others.addAll(others.size() / 2, streams);

    assertThat(judge(others).table()).isEqualTo(expected);
  }

  @Test
  void findsTheTailThatACrashedDatabaseForgot() {
    SimulatedChat chat = new SimulatedChat(8, 1, 4).run(800);
    SimulatedRoom room = chat.rooms.get(0);
    room.posts.subList(room.posts.size() - 5, room.posts.size()).clear();

    Verdict verdict = judge(chat.entries());

    assertThat(verdict.count(Anomaly.LOST)).isBetween(1L, 5L);
    assertThat(verdict.isGood()).isFalse();
  }

  @Test
  void letsNobodyPassWhoTriedNothing() {
    Verdict verdict = judge(List.of());

    assertThat(found(verdict)).isEmpty();
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.gaps())
        .contains("no send was acked", "no read was answered", "no event came")
        .contains("the journal holds no message", "the view was not looked at");
    assertThat(verdict.table()).contains("NOT GOOD").contains("no send was acked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "view", "http"})
  void letsNobodyPassWhoDidNotLookAtOneOfTheSources(String source) {
    List<Entry> entries = new SimulatedChat(3, 1, 3).run(200).entries();
    entries.removeIf(e -> e instanceof Entry.Stored stored && stored.source().startsWith(source));

    Verdict verdict = judge(entries);

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.gaps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(classes = {Entry.Count.class, Entry.Lag.class})
  void letsNobodyPassWhoDidNotLookAtCountsOrLagAtRest(Class<? extends Entry> what) {
    List<Entry> entries = new SimulatedChat(3, 1, 3).run(200).entries();
    entries.removeIf(what::isInstance);

    assertThat(judge(entries).gaps()).hasSize(1);
  }

  @Test
  void countsWhatWasTried() {
    List<Entry> entries = new SimulatedChat(6, 2, 3).run(500).entries();

    Verdict verdict = judge(entries);

    Verdict.Counts counts = verdict.counts();
    assertThat(counts.sends()).isEqualTo(counts.acked() + counts.refused() + counts.unknown());
    assertThat(counts.sends() + counts.repeats()).isEqualTo(number(entries, Entry.Send.class));
    assertThat(counts.events()).isEqualTo(number(entries, Entry.Event.class));
    assertThat(counts.counts()).isEqualTo(number(entries, Entry.Count.class));
    assertThat(counts.rooms()).isEqualTo(2);
    assertThat(counts.stored() * SimulatedRoom.SOURCES.size())
        .isEqualTo(number(entries, Entry.Stored.class));
    assertThat(verdict.lagUnderLoad()).isEqualTo(new Verdict.Lag(100, 49, 98, 99));
    assertThat(verdict.lagAtRest().max()).isEqualTo(9.9);
  }

  @Test
  void givesTenExamplesAndCountsTheRest() {
    List<Entry> entries = new SimulatedChat(6, 1, 3).run(500).entries();
    entries.replaceAll(e -> e instanceof Entry.Count count ? Copies.count(count, 1, 0) : e);
    for (int i = 0; i < 20; i++) {
      entries.add(new Entry.Lag("rest", i, 2_000));
    }

    Verdict verdict = judge(entries);

    assertThat(verdict.count(Anomaly.LATE_VIEW)).isEqualTo(20);
    assertThat(verdict.examples(Anomaly.LATE_VIEW)).hasSize(10);
    assertThat(verdict.count(Anomaly.UNREAD)).isEqualTo(9);
    assertThat(verdict.examples(Anomaly.UNREAD)).hasSize(9);
  }

  private Verdict judge(List<Entry> entries) {
    Path file = directory.resolve("history.gz");
    try (HistoryFile history = HistoryFile.create(file)) {
      entries.forEach(history::add);
    }
    return Judge.judge(file);
  }

  private static List<Anomaly> found(Verdict verdict) {
    return Stream.of(Anomaly.values()).filter(a -> verdict.count(a) > 0).toList();
  }

  private static boolean isOfAStream(Entry entry) {
    return entry instanceof Entry.Event
        || entry instanceof Entry.Synced
        || entry instanceof Entry.Behind;
  }

  private static long number(List<Entry> entries, Class<? extends Entry> type) {
    return entries.stream().filter(type::isInstance).count();
  }
}
