package chat.parley.engine.feed;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import java.util.ArrayList;
import java.util.List;

/** Notes in order what a feed says, and what its client would know by now. */
final class RecordingSubscriber implements Subscriber<Object> {

  /** A durable change as it came. */
  record Event(long rev, Object push) {}

  /** The feed cannot go on. */
  record Behind(long rev) {}

  private final String id;
  private final Caller caller;
  private final List<Object> heard = new ArrayList<>();
  private long rev;
  private int calls;
  private String complaint;

  RecordingSubscriber(String id, Caller caller, long rev) {
    this.id = id;
    this.caller = caller;
    this.rev = rev;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public synchronized void synced(Synced synced) {
    heard.add(synced);
    if (synced instanceof Synced.Resumed resumed) {
      for (Change change : resumed.changes()) {
        follow(change.rev());
      }
      if (rev != synced.rev()) {
        complaint = "resumed to " + synced.rev() + " but has " + rev;
      }
    }
    rev = synced.rev();
  }

  private void follow(long next) {
    if (next != rev + 1) {
      complaint = next + " follows on " + rev;
    }
    rev = next;
  }

  @Override
  public synchronized void refused(Rejected why) {
    heard.add(why);
  }

  @Override
  public synchronized void events(long firstRev, Object push) {
    long eventRev = firstRev;
    for (Object one : push instanceof Samples.Plain.Together all ? all.events() : List.of(push)) {
      heard.add(new Event(eventRev, one));
      follow(eventRev++);
    }
    calls++;
  }

  /** How often there were events, one or several. */
  synchronized int calls() {
    return calls;
  }

  @Override
  public synchronized void ephemeral(Object push) {
    heard.add(push);
  }

  @Override
  public synchronized void behind(long lastRev) {
    heard.add(new Behind(lastRev));
  }

  @Override
  public synchronized void ended() {
    heard.add("ended");
  }

  synchronized List<Object> heard() {
    return List.copyOf(heard);
  }

  /** Revs of the events, in the order in which they came. */
  synchronized List<Long> revs() {
    return heard.stream()
        .filter(what -> what instanceof Event)
        .map(what -> ((Event) what).rev())
        .toList();
  }

  synchronized long rev() {
    return rev;
  }

  /** What was wrong with the order of things, or null. */
  synchronized String complaint() {
    return complaint;
  }
}
