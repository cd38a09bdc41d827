package chat.parley.engine.session;

import java.util.function.Supplier;

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

  private final Supplier<SessionPush> late;
  private volatile SessionPush push;
  private volatile Form forms;

  public Outgoing(SessionPush push) {
    this(push, null);
  }

  private Outgoing(SessionPush push, Supplier<SessionPush> late) {
    this.push = push;
    this.late = late;
  }

  /** A push to one socket alone, made up once, when that socket takes it. */
  static Outgoing late(Supplier<SessionPush> push) {
    return new Outgoing(null, push);
  }

  public SessionPush push() {
    SessionPush known = push;
    if (known == null) {
      known = late.get();
      push = known;
    }
    return known;
  }

  /** The form that this very encoder makes of it. */
  public byte[] bytes(Encoder encoder) {
    Form known = forms;
    for (Form form = known; form != null; form = form.next) {
      if (form.encoder == encoder) {
        return form.bytes;
      }
    }
    byte[] bytes = encoder.encode(push());
    // Of two doors at the same time one may be forgotten: it encodes once more.
    forms = new Form(encoder, bytes, known);
    return bytes;
  }
}
