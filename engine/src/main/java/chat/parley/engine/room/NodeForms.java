package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import java.util.List;
import java.util.stream.Stream;

/**
 * The forms of what nodes say to each other most: each message an array of its fields. A field may
 * be added at the end, and then must not be needed by a node of the last release; none may be
 * moved, taken away or given another meaning. What is more than that needs another manifest, which
 * a release reads before the next one writes it.
 */
final class NodeForms {

  private static final ErrorCode[] CODES = ErrorCode.values();

  private final ActorRefResolver refs;

  NodeForms(ActorRefResolver refs) {
    this.refs = refs;
  }

  List<NodeForm<?>> all() {
    return Stream.of(allowance(), toRooms(), replies(), pushes()).flatMap(List::stream).toList();
  }

  private String ref(ActorRef<?> ref) {
    return refs.toSerializationFormat(ref);
  }

  private <T> ActorRef<T> ref(CborIn in) {
    return refs.resolveActorRef(in.text());
  }

  private List<NodeForm<?>> allowance() {
    return List.of(
        new NodeForm<>(
            "take",
            Allowance.Take.class,
            (out, take) -> out.array(1).text(ref(take.replyTo())),
            in -> new Allowance.Take(ref(in))),
        new NodeForm<>(
            "give-back",
            Allowance.GiveBack.class,
            (out, giveBack) -> out.array(0),
            in -> Allowance.GiveBack.INSTANCE),
        new NodeForm<>(
            "taken",
            Allowance.Taken.class,
            (out, taken) -> out.array(1).number(taken.waitMs()),
            in -> new Allowance.Taken(in.number())));
  }

  private List<NodeForm<?>> toRooms() {
    return List.of(
        new NodeForm<>(
            "execute",
            RoomMessage.Execute.class,
            (out, execute) ->
                RequestForms.write(out.array(4), execute.command())
                    .flag(execute.allowanceLeft())
                    .number(execute.retryAfterMs())
                    .text(ref(execute.replyTo())),
            in ->
                new RoomMessage.Execute(RequestForms.command(in), in.flag(), in.number(), ref(in))),
        new NodeForm<>(
            "ask",
            RoomMessage.Ask.class,
            (out, ask) -> RequestForms.write(out.array(2), ask.query()).text(ref(ask.replyTo())),
            in -> new RoomMessage.Ask(RequestForms.query(in), ref(in))),
        new NodeForm<>(
            "attach",
            RoomMessage.Attach.class,
            (out, attach) ->
                out.array(3).text(ref(attach.feed())).number(attach.rev()).number(attach.online()),
            in -> new RoomMessage.Attach(ref(in), in.number(), in.integer())),
        new NodeForm<>(
            "admit",
            RoomMessage.Admit.class,
            (out, admit) ->
                RequestForms.write(
                        out.array(4).text(ref(admit.feed())).text(admit.sessionId()),
                        admit.caller())
                    .number(admit.rev()),
            in -> new RoomMessage.Admit(ref(in), in.text(), RequestForms.caller(in), in.number())));
  }

  private static List<NodeForm<?>> replies() {
    return List.of(
        new NodeForm<>(
            "rejected",
            RoomReply.Rejected.class,
            (out, rejected) ->
                out.array(3)
                    .constant(rejected.code())
                    .text(rejected.detail())
                    .number(rejected.retryAfterMs()),
            in -> new RoomReply.Rejected(in.constant(CODES), in.text(), in.number())),
        new NodeForm<>(
            "posted",
            RoomReply.Posted.class,
            (out, posted) ->
                MessageForms.write(out.array(3), posted.message())
                    .number(posted.rev())
                    .flag(posted.duplicate()),
            in -> new RoomReply.Posted(MessageForms.message(in), in.number(), in.flag())),
        new NodeForm<>(
            "markers-are",
            RoomReply.MarkersAre.class,
            (out, markers) ->
                out.array(4)
                    .number(markers.readSeq())
                    .number(markers.deliveredSeq())
                    .number(markers.unreadCount())
                    .number(markers.mentionCount()),
            in -> new RoomReply.MarkersAre(in.number(), in.number(), in.number(), in.number())),
        new NodeForm<>(
            "page",
            RoomAnswer.Page.class,
            (out, page) -> MessageForms.write(out.array(1), page.page()),
            in -> new RoomAnswer.Page(MessageForms.page(in))));
  }

  private List<NodeForm<?>> pushes() {
    return List.of(
        new NodeForm<>(
            "head",
            RoomPush.Head.class,
            (out, head) ->
                out.array(3).number(head.rev()).number(head.lastSeq()).text(ref(head.room())),
            in -> new RoomPush.Head(in.number(), in.number(), ref(in))),
        new NodeForm<>(
            "pushed",
            RoomPush.Pushed.class,
            (out, pushed) -> out.array(1).list(pushed.changes(), MessageForms::write),
            in -> new RoomPush.Pushed(in.list(MessageForms::change))),
        new NodeForm<>(
            "admitted",
            RoomPush.Admitted.class,
            (out, admitted) ->
                MessageForms.write(out.array(2).text(admitted.sessionId()), admitted.synced()),
            in -> new RoomPush.Admitted(in.text(), MessageForms.synced(in))),
        new NodeForm<>(
            "markers-moved",
            RoomPush.MarkersMoved.class,
            (out, moved) -> out.array(1).list(moved.markers(), NodeForms::write),
            in -> new RoomPush.MarkersMoved(in.list(NodeForms::marker))));
  }

  private static void write(CborOut out, RoomEvent.Marker marker) {
    out.array(3).text(marker.userId()).number(marker.readSeq()).number(marker.deliveredSeq());
  }

  private static RoomEvent.Marker marker(CborIn from) {
    return from.record(in -> new RoomEvent.Marker(in.text(), in.number(), in.number()));
  }
}
