package chat.parley.engine.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePMap;

/** Turns a room's state into plain data and back. */
final class Snapshots {

  private Snapshots() {}

  static RoomSnapshot of(RoomState s) {
    return new RoomSnapshot(
        s.kind,
        s.name,
        s.externalRef,
        s.policy,
        s.closed,
        s.archived,
        s.createdAt,
        new ArrayList<>(s.members.values()),
        s.rev,
        s.lastSeq,
        s.lastMessageAt,
        s.live,
        s.window.all(),
        s.recent.all(),
        s.sentKeys.all().stream()
            .map(
                k ->
                    new RoomSnapshot.SentKey(
                        k.senderId(),
                        k.clientMessageId(),
                        k.seq(),
                        k.rev(),
                        k.fingerprint(),
                        k.at()))
            .toList(),
        s.sentKeys.forgottenUpTo(),
        s.uncounted.toArray(),
        s.mentions.entrySet().stream()
            .map(e -> new RoomSnapshot.MentionsOf(e.getKey(), e.getValue().toArray()))
            .toList(),
        s.imports.entrySet().stream().map(e -> importOf(e.getKey(), e.getValue())).toList());
  }

  static RoomState restore(RoomKey key, RoomSnapshot snapshot, WindowSize size) {
    RoomState s = RoomState.absent(key, size);
    s.kind = snapshot.kind();
    s.name = snapshot.name();
    s.externalRef = snapshot.externalRef();
    s.policy = snapshot.policy() == null ? Policy.DEFAULT : snapshot.policy();
    s.closed = snapshot.closed();
    s.archived = snapshot.archived();
    s.createdAt = snapshot.createdAt();
    for (Member member : snapshot.members()) {
      s.members = s.members.plus(member.userId(), member);
    }
    s.rev = snapshot.rev();
    s.lastSeq = snapshot.lastSeq();
    s.lastMessageAt = snapshot.lastMessageAt();
    s.live = snapshot.live();
    s.window = Window.of(size, snapshot.window());
    s.recent = Recent.of(snapshot.rev(), snapshot.recent());
    s.sentKeys = SentKeys.of(sentKeys(snapshot), snapshot.keysForgottenUpTo());
    s.uncounted = SeqSet.of(snapshot.uncounted());
    for (RoomSnapshot.MentionsOf of : snapshot.mentions()) {
      s.mentions = s.mentions.plus(of.userId(), SeqSet.of(of.seqs()));
    }
    for (RoomSnapshot.ImportOf of : snapshot.imports()) {
      s.imports = s.imports.plus(of.source(), progressOf(of));
    }
    return s;
  }

  private static List<SentKeys.Sent> sentKeys(RoomSnapshot snapshot) {
    return snapshot.sentKeys().stream()
        .map(
            k ->
                new SentKeys.Sent(
                    k.senderId(), k.clientMessageId(), k.seq(), k.rev(), k.fingerprint(), k.at()))
        .toList();
  }

  private static RoomSnapshot.ImportOf importOf(String source, ImportProgress progress) {
    long[] places = new long[progress.places().size() * 3];
    int i = 0;
    for (Map.Entry<Long, ImportProgress.Place> entry : progress.places().entrySet()) {
      places[i++] = entry.getKey();
      places[i++] = entry.getValue().seq();
      places[i++] = entry.getValue().at();
    }
    return new RoomSnapshot.ImportOf(source, progress.position(), places);
  }

  private static ImportProgress progressOf(RoomSnapshot.ImportOf of) {
    TreePMap<Long, ImportProgress.Place> places = TreePMap.empty();
    for (int i = 0; i + 2 < of.places().length; i += 3) {
      places =
          places.plus(
              of.places()[i], new ImportProgress.Place(of.places()[i + 1], of.places()[i + 2]));
    }
    return new ImportProgress(of.position(), places);
  }
}
