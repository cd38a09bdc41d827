package chat.parley.engine.session;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A push, or several that belong together, on its way to one or many sockets. It is encoded at most
 * once a node for each kind of door: sessions share the object, not a copy.
 */
public final class Outgoing {

  /** How a door writes a push. A door has one for all of its sessions. */
  public interface Encoder {
    byte[] encode(SessionPush push);

    /** One form of several. */
    default byte[] join(List<byte[]> forms) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (byte[] form : forms) {
        if (joined.size() > 0) {
          joined.write('\n');
        }
        joined.writeBytes(form);
      }
      return joined.toByteArray();
    }
  }

  /** What one encoder made of it; there are as many as kinds of doors, so a list will do. */
  private record Form(Encoder encoder, byte[] bytes, Form next) {}

  private final Supplier<SessionPush> late;
  private final List<Outgoing> parts;
  private volatile SessionPush push;
  private volatile Form forms;

  public Outgoing(SessionPush push) {
    this(push, null, List.of());
  }

  private Outgoing(SessionPush push, Supplier<SessionPush> late, List<Outgoing> parts) {
    this.push = push;
    this.late = late;
    this.parts = parts;
  }

  /** Pushes that are ready at the same time, at least one, for sockets that lack all of them. */
  public static Outgoing together(List<Outgoing> parts) {
    Outgoing last = parts.get(parts.size() - 1);
    return parts.size() == 1 ? last : new Outgoing(last.push(), null, List.copyOf(parts));
  }

  /** A push to one socket alone, made up once, when that socket takes it. */
  static Outgoing late(Supplier<SessionPush> push) {
    return new Outgoing(null, push, List.of());
  }

  /** Those that it joins, in order; itself where it joins none. */
  public List<Outgoing> parts() {
    return parts.isEmpty() ? List.of(this) : parts;
  }

  /** What it says; the last of several. */
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
    byte[] bytes =
        parts.isEmpty()
            ? encoder.encode(push())
            : encoder.join(parts.stream().map(part -> part.bytes(encoder)).toList());
    // Of two doors at the same time one may be forgotten: it encodes once more.
    forms = new Form(encoder, bytes, known);
    return bytes;
  }
}
