package chat.parley.bench.check;

import chat.parley.bench.check.Entry.Outcome;
import java.util.concurrent.atomic.LongAdder;

/** Writes a history down while it happens, and counts what the terminal shows meanwhile. */
final class Recorder {

  private final HistoryFile file;
  private final Service service;
  private final LongAdder acked = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder events = new LongAdder();

  Recorder(HistoryFile file, Service service) {
    this.file = file;
    this.service = service;
  }

  void add(Entry entry) {
    file.add(entry);
    if (entry instanceof Entry.Send send && !send.repeat()) {
      count(send.outcome());
    } else if (entry instanceof Entry.Event event) {
      events.increment();
      service.heard(event.client(), event.at());
    }
    if (entry instanceof Entry.Send send && send.outcome() == Outcome.OK) {
      service.acked(send.room(), send.start(), send.end());
    }
  }

  private void count(Outcome outcome) {
    switch (outcome) {
      case OK -> acked.increment();
      case FAIL -> refused.increment();
      case INFO -> unknown.increment();
    }
  }

  Service service() {
    return service;
  }

  long acked() {
    return acked.sum();
  }

  long tried() {
    return acked.sum() + refused.sum() + unknown.sum();
  }

  long unknown() {
    return unknown.sum();
  }

  long events() {
    return events.sum();
  }

  long refused() {
    return refused.sum();
  }
}
