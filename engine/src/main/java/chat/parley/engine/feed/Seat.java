package chat.parley.engine.feed;

/** A subscription at its feed: waiting to be admitted, or in the stream. */
final class Seat<P> {

  final Subscriber<P> subscriber;

  /** The newest rev that the client has or has been handed; -1 for none. */
  long rev;

  /** In the stream: gets every change above {@link #rev}. */
  boolean admitted;

  /** Was in the stream once, so that its client knows the room. */
  boolean known;

  /** How often the room has been asked to admit it; 0: not yet. */
  int tries;

  /** Ticks since it was asked last. */
  int ticks;

  Seat(Subscriber<P> subscriber, long rev) {
    this.subscriber = subscriber;
    this.rev = rev;
  }

  boolean isOf(String userId) {
    return subscriber.caller().userId().equals(userId);
  }

  void admit(long atRev) {
    admitted = true;
    known = true;
    rev = atRev;
  }

  void waitAgain() {
    admitted = false;
    tries = 0;
    ticks = 0;
  }
}
