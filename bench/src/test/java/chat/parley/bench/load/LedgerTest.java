package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Ledger.Faults NONE = new Ledger.Faults(0, 0, 0, 0, 0);

  private final Ledger ledger = new Ledger(2);
  private final Ledger.View ada = ledger.follow(0);
  private final Ledger.View bo = ledger.follow(0);
  private int first;
  private int second;

  @BeforeEach
  void twoSendsAreAcked() {
    ledger.measure(0, Long.MAX_VALUE);
    first = ledger.send(0, 0);
    second = ledger.send(0, 0);
    ledger.acked(first, 1);
    ledger.acked(second, 1);
  }

  @Test
  void findsNothingWhereAllWentWell() {
    both(ada);
    both(bo);
    assertThat(ledger.faults()).isEqualTo(NONE);
    assertThat(ledger.isSettled()).isTrue();
  }

  @Test
  void countsDroppedDeliveries() {
    both(ada);
    ledger.delivered(bo, second, 2, 2);
    assertThat(ledger.faults()).isEqualTo(new Ledger.Faults(1, 0, 0, 0, 0));
    assertThat(ledger.isSettled()).isFalse();
  }

  @Test
  void countsRepeatedDeliveries() {
    both(ada);
    both(bo);
    ledger.delivered(bo, first, 1, 3);
    assertThat(ledger.faults()).isEqualTo(new Ledger.Faults(0, 1, 0, 0, 0));
    assertThat(ledger.deliveryCount()).isEqualTo(4);
  }

  @Test
  void countsSwappedDeliveries() {
    both(ada);
    ledger.delivered(bo, second, 2, 2);
    ledger.delivered(bo, first, 1, 2);
    assertThat(ledger.faults()).isEqualTo(new Ledger.Faults(0, 0, 1, 1, 0));
  }

  @Test
  void tellsTheServersOrderFromThatOfTheOthers() {
    ledger.delivered(ada, second, 2, 2);
    ledger.delivered(ada, first, 1, 2);
    ledger.delivered(bo, second, 2, 2);
    ledger.delivered(bo, first, 1, 2);
    assertThat(ledger.faults()).isEqualTo(new Ledger.Faults(0, 0, 2, 0, 0));
  }

  @Test
  void doesNotMissWhatWasNotAcked() {
    both(ada);
    both(bo);
    int refused = ledger.send(0, 0);
    ledger.refused();
    assertThat(refused).isEqualTo(2);
    assertThat(ledger.isSettled()).isTrue();
    ledger.send(0, 0);
    assertThat(ledger.faults()).isEqualTo(new Ledger.Faults(0, 0, 0, 0, 1));
  }

  @Test
  void takesNoDeliveryOfAnotherRoom() {
    int elsewhere = ledger.send(1, 0);
    assertThat(ledger.delivered(ada, elsewhere, 1, 1)).isFalse();
  }

  @Test
  void timesFromWhenASendWasDueAndNotFromWhenItWasSent() {
    Ledger late = new Ledger(1);
    Ledger.View view = late.follow(0);
    late.measure(0, Long.MAX_VALUE);
    long due = 0;
    long sentAndBack = TimeUnit.SECONDS.toNanos(3);
    int number = late.send(0, due);
    late.acked(number, sentAndBack);
    late.delivered(view, number, 1, sentAndBack);
    assertThat(late.acks().getMaxValue()).isGreaterThanOrEqualTo(sentAndBack);
    assertThat(late.deliveries().getMaxValue()).isGreaterThanOrEqualTo(sentAndBack);
  }

  @Test
  void measuresOnlyTheSpanThatItIsTold() {
    Ledger span = new Ledger(1);
    span.measure(10, 20);
    for (long due : new long[] {9, 10, 19, 20}) {
      span.acked(span.send(0, due), due);
    }
    assertThat(span.acks().getTotalCount()).isEqualTo(2);
    assertThat(span.ackCount()).isEqualTo(2);
  }

  private void both(Ledger.View view) {
    ledger.delivered(view, first, 1, 2);
    ledger.delivered(view, second, 2, 2);
  }
}
