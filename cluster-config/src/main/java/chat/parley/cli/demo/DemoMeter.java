package chat.parley.cli.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts and times, fed by many threads. Times in microseconds. */
final class DemoMeter {

  private static final int DIGITS = 3;

  private final LongAdder sent = new LongAdder();
  private final LongAdder acked = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder held = new LongAdder();
  private final Recorder acks = new Recorder(DIGITS);
  private final Recorder deliveries = new Recorder(DIGITS);
  private final Histogram allAcks = new Histogram(DIGITS);
  private final Histogram allDeliveries = new Histogram(DIGITS);

  void sent() {
    sent.increment();
  }

  void acked(Duration took) {
    acked.increment();
    acks.recordValue(micros(took));
  }

  void delivered(Duration took) {
    delivered.increment();
    deliveries.recordValue(micros(took));
  }

  /** A send was refused for now: a rate limit, or a server that was busy. */
  void held() {
    held.increment();
  }

  /** One line with the last second's times. */
  String second(Duration sinceStart) {
    Histogram ack = acks.getIntervalHistogram();
    Histogram delivery = deliveries.getIntervalHistogram();
    allAcks.add(ack);
    allDeliveries.add(delivery);
    return String.format(Locale.ROOT, "%4ds  %s", sinceStart.toSeconds(), line(ack, delivery));
  }

  /** One line with the times of the whole demo, the last second included. */
  String whole() {
    allAcks.add(acks.getIntervalHistogram());
    allDeliveries.add(deliveries.getIntervalHistogram());
    return "whole  " + line(allAcks, allDeliveries);
  }

  private String line(Histogram ack, Histogram delivery) {
    return String.format(
        Locale.ROOT,
        "sends %,d  acks %,d  held %,d  deliveries %,d  |  ack p50 %s p99 %s  delivery p50 %s p99 %s",
        sent.sum(),
        acked.sum(),
        held.sum(),
        delivered.sum(),
        millis(ack, 50),
        millis(ack, 99),
        millis(delivery, 50),
        millis(delivery, 99));
  }

  private static String millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.1f ms", histogram.getValueAtPercentile(percentile) / 1_000.0);
  }

  private static long micros(Duration took) {
    return Math.max(0, took.toNanos() / 1_000);
  }
}
