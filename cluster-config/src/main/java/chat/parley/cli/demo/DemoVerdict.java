package chat.parley.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges a demo: every send acked, and every member got every message, in order and once. */
final class DemoVerdict {

  /** A message as a member got it. */
  record Delivery(long seq, String clientMessageId) {}

  private DemoVerdict() {}

  /**
   * What is wrong; empty when nothing is.
   *
   * @param sent clientMessageIds that were sent
   * @param acked clientMessageId to seq
   * @param deliveries of each member, as they came
   */
  static List<String> complaints(
      List<String> sent, Map<String, Long> acked, Map<String, List<Delivery>> deliveries) {
    List<String> complaints = new ArrayList<>();
    long unacked = sent.stream().filter(id -> !acked.containsKey(id)).count();
    if (unacked > 0) {
      complaints.add(unacked + " sends were not acked");
    }
    deliveries.forEach(
        (userId, received) -> {
          String complaint = complaint(acked, received);
          if (complaint != null) {
            complaints.add(userId + ": " + complaint);
          }
        });
    return complaints;
  }

  private static String complaint(Map<String, Long> acked, List<Delivery> received) {
    long last = 0;
    for (Delivery delivery : received) {
      if (delivery.seq() != last + 1) {
        return "got seq " + delivery.seq() + " after " + last;
      }
      last = delivery.seq();
      Long ackedSeq = acked.get(delivery.clientMessageId());
      if (ackedSeq != null && ackedSeq != delivery.seq()) {
        return "got as seq " + delivery.seq() + " what was acked as " + ackedSeq;
      }
    }
    long most = acked.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return last >= most ? null : "got " + last + " messages of " + most;
  }
}
