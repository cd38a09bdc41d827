package chat.parley.engine.session;

/**
 * A push on its way to one or many sockets. It is encoded at most once a node for each kind of
 * door: sessions share the object, not a copy.
 */
public final class Outgoing {

  /** How a door writes a push. A door has one for all of its sessions. */
  public interface Encoder {
    byte[] encode(SessionPush push);
  }

  /** What one encoder made of it; there are as many as kinds of doors, so a list will do. */
  private record Form(Encoder encoder, byte[] bytes, Form next) {}

  private final SessionPush push;
  private volatile Form forms;

  public Outgoing(SessionPush push) {
    this.push = push;
  }

  public SessionPush push() {
    return push;
  }

  /** The form that this very encoder makes of it. */
  public byte[] bytes(Encoder encoder) {
    Form known = forms;
    for (Form form = known; form != null; form = form.next) {
      if (form.encoder == encoder) {
        return form.bytes;
      }
    }
    byte[] bytes = encoder.encode(push);
    // Of two doors at the same time one may be forgotten: it encodes once more.
    forms = new Form(encoder, bytes, known);
    return bytes;
  }
}
