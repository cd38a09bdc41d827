package chat.parley.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamTest {

  private final Findings findings = new Findings();
  private final Stream stream = new Stream("stream", findings);

  @Test
  void goesOnFromAResetOrFromWhatWasAskedFor() {
    stream.synced(synced("reset", -1, 7), 0);
    events(8, 9);
    stream.synced(synced("resumed", 8, 9), 9);
    events(9, 10);
    stream.end();

    assertThat(findings.counts()).isEmpty();
  }

  @Test
  void mustBringAllThatAResumePromised() {
    stream.synced(synced("resumed", 3, 6), 3);
    events(4, 5);
    stream.end();

    assertThat(findings.counts()).containsOnlyKeys(Anomaly.EVENT_GAP);
  }

  @Test
  void mayNotLeaveOutOneAtAResume() {
    stream.synced(synced("resumed", 3, 5), 3);
    events(5, 6);
    stream.end();

    assertThat(findings.counts()).containsOnlyKeys(Anomaly.EVENT_GAP).containsValue(1L);
  }

  @Test
  void mayStartAgainFurtherOnByAReset() {
    stream.synced(synced("reset", -1, 7), 0);
    events(8);
    stream.behind();
    stream.synced(synced("reset", 8, 300), 8);
    events(301);

    assertThat(findings.counts()).isEmpty();
  }

  @Test
  void mayBeBroughtUpAnewFromWhereItIs() {
    stream.synced(synced("resumed", 3, 4), 3);
    events(4, 5);
    stream.synced(synced("resumed", Entry.Synced.UNASKED, 7), 5);
    events(6, 7, 8);
    stream.synced(synced("reset", Entry.Synced.UNASKED, 300), 8);
    events(301);
    assertThat(findings.counts()).isEmpty();

    stream.synced(synced("resumed", Entry.Synced.UNASKED, 304), 301);
    events(303, 304);
    assertThat(findings.counts()).containsOnlyKeys(Anomaly.EVENT_GAP);
  }

  @Test
  void isNotBroughtUpAnewWhereThereIsNone() {
    stream.synced(synced("resumed", Entry.Synced.UNASKED, 7), 7);

    assertThat(findings.counts()).containsKeys(Anomaly.EVENT_UNSYNCED);
  }

  @Test
  void bringsNothingToOneThatIsBehind() {
    stream.synced(synced("reset", -1, 7), 0);
    stream.behind();
    events(8);

    assertThat(findings.counts()).containsOnlyKeys(Anomaly.EVENT_UNSYNCED);
  }

  @Test
  void resumesOnlyFromWhatTheClientHad() {
    stream.synced(synced("resumed", 5, 5), 3);

    assertThat(findings.counts()).containsOnlyKeys(Anomaly.EVENT_GAP);
  }

  @Test
  void isStaleWhenItStartsBeforeWhatTheClientHad() {
    stream.synced(synced("reset", 9, 7), 9);

    assertThat(findings.counts()).containsOnlyKeys(Anomaly.STALE);
  }

  private void events(long... revs) {
    for (long rev : revs) {
      stream.event(rev);
    }
  }

  private static Entry.Synced synced(String mode, long asked, long rev) {
    return new Entry.Synced("u", 1, "r", 1, mode, asked, rev, 0, null);
  }
}
