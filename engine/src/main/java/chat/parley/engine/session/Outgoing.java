package chat.parley.engine.session;

/**
 * A push on its way to one or many sockets. It is encoded at most once a node, by whichever door
 * asks first: sessions share the object, not a copy.
 */
public final class Outgoing {

  /** How a door writes a push. */
  public interface Encoder {
    byte[] encode(SessionPush push);
  }

  private final SessionPush push;
  private volatile byte[] bytes;

  public Outgoing(SessionPush push) {
    this.push = push;
  }

  public SessionPush push() {
    return push;
  }

  /** The encoded form; every caller must pass the same encoder. */
  public byte[] bytes(Encoder encoder) {
    byte[] known = bytes;
    if (known == null) {
      known = encoder.encode(push);
      bytes = known;
    }
    return known;
  }
}
