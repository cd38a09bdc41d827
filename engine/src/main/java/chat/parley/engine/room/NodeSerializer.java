package chat.parley.engine.room;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import java.io.NotSerializableException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The messages that cross nodes for every send, in the {@link NodeForms}; all else is Jackson's.
 */
public final class NodeSerializer extends SerializerWithStringManifest {

  /** Never changes: nodes of two releases know each other's serializers by it. */
  public static final int IDENTIFIER = 7_302;

  private final Map<Class<?>, NodeForm<?>> byType;
  private final Map<String, NodeForm<?>> byManifest;

  public NodeSerializer(ExtendedActorSystem system) {
    List<NodeForm<?>> forms = new NodeForms(ActorRefResolver.get(Adapter.toTyped(system))).all();
    this.byType = forms.stream().collect(Collectors.toMap(NodeForm::type, Function.identity()));
    this.byManifest =
        forms.stream().collect(Collectors.toMap(NodeForm::manifest, Function.identity()));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return form(message).manifest();
  }

  @Override
  public byte[] toBinary(Object message) {
    return form(message).write(message);
  }

  private NodeForm<?> form(Object message) {
    NodeForm<?> form = byType.get(message.getClass());
    if (form == null) {
      throw new IllegalArgumentException("no form for " + message.getClass().getName());
    }
    return form;
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    NodeForm<?> form = byManifest.get(manifest);
    if (form == null) {
      throw new NotSerializableException("this release does not know the message " + manifest);
    }
    try {
      return form.read(bytes);
    } catch (RuntimeException e) {
      NotSerializableException failure =
          new NotSerializableException("malformed " + manifest + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }
}
