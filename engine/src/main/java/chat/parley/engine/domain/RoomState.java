package chat.parley.engine.domain;

import java.time.Instant;
import java.util.Map;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * All that a room knows, and what each event makes of it. Immutable once built; {@link #after} is
 * the only way on.
 */
final class RoomState implements Cloneable {

  final RoomKey key;
  RoomKind kind;
  String name;
  String externalRef;
  Policy policy = Policy.DEFAULT;
  boolean closed;
  boolean archived;
  Instant createdAt;
  TreePMap<String, Member> members = TreePMap.empty();
  long rev;
  long lastSeq;
  Instant lastMessageAt;

  /** Whether somebody posted live; such a room takes no import any more. */
  boolean live;

  Window window;
  Recent recent = Recent.empty();
  SentKeys sentKeys = SentKeys.empty();

  /** Seqs that count for nobody: deleted or SYSTEM messages. */
  SeqSet uncounted = SeqSet.EMPTY;

  /** For each member the counting messages above the read marker that mention them. */
  HashPMap<String, SeqSet> mentions = HashTreePMap.empty();

  HashPMap<String, ImportProgress> imports = HashTreePMap.empty();

  private RoomState(RoomKey key, WindowSize size) {
    this.key = key;
    this.window = Window.empty(size);
  }

  static RoomState absent(RoomKey key, WindowSize size) {
    return new RoomState(key, size);
  }

  boolean exists() {
    return kind != null;
  }

  Member member(String userId) {
    return members.get(userId);
  }

  /** This time, or the newest message's where that is later: time never goes back in a room. */
  Instant notBefore(Instant time) {
    return lastMessageAt != null && lastMessageAt.isAfter(time) ? lastMessageAt : time;
  }

  RoomInfo info() {
    return new RoomInfo(
        key.roomId(),
        kind,
        name,
        externalRef,
        policy,
        closed,
        archived,
        createdAt,
        members.size(),
        lastSeq,
        rev,
        lastMessageAt);
  }

  /** The protocol's definition of unread, in one place. */
  long unread(Member member) {
    return lastSeq - member.readSeq() - uncounted.countAbove(member.readSeq());
  }

  long mentioned(Member member) {
    SeqSet seqs = mentions.get(member.userId());
    return seqs == null ? 0 : seqs.countAbove(member.readSeq());
  }

  /** The state after one more event. */
  RoomState after(RoomEvent event) {
    RoomState next = copy();
    next.apply(event);
    return next;
  }

  RoomState copy() {
    try {
      return (RoomState) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("is cloneable", e);
    }
  }

  private void apply(RoomEvent event) {
    Change change = null;
    if (event instanceof RoomEvent.OfMessage e) {
      change = applyToMessage(e);
    } else if (event instanceof RoomEvent.RoomCreated e) {
      create(e);
    } else if (event instanceof RoomEvent.RoomChanged e) {
      name = e.name();
      policy = e.policy();
      closed = e.closed();
      archived = e.archived();
      rev = e.rev();
      change = new Change.OfRoom(rev, Change.Kind.ROOM_CHANGED, info());
    } else if (event instanceof RoomEvent.MemberJoined e) {
      change = join(e);
    } else if (event instanceof RoomEvent.MemberLeft e) {
      change = new Change.OfMember(e.rev(), Change.Kind.MEMBER_LEFT, members.get(e.userId()));
      members = members.minus(e.userId());
      mentions = mentions.minus(e.userId());
    } else if (event instanceof RoomEvent.MemberChanged e) {
      change = changeMember(e);
    } else if (event instanceof RoomEvent.MarkersMoved e) {
      e.markers().forEach(this::moveMarker);
    } else if (event instanceof RoomEvent.MuteChanged e) {
      put(Members.muted(members.get(e.userId()), e.muted()));
    } else if (event instanceof RoomEvent.ImportAdvanced e) {
      imports = imports.plus(e.source(), progressOf(e.source()).at(e.position()));
    } else {
      throw new IllegalStateException("no meaning for " + event.getClass().getSimpleName());
    }
    if (event instanceof RoomEvent.Visible visible) {
      rev = visible.rev();
      recent = recent.append(rev, change);
    }
  }

  private void create(RoomEvent.RoomCreated event) {
    kind = event.kind();
    name = event.name();
    externalRef = event.externalRef();
    policy = event.policy() == null ? Policy.DEFAULT : event.policy();
    createdAt = event.at();
    for (RoomEvent.FirstMember first : event.members()) {
      put(Members.fresh(first.userId(), first.role(), event.at(), 0));
    }
  }

  private Change join(RoomEvent.MemberJoined event) {
    Member member = Members.fresh(event.userId(), event.role(), event.at(), event.readSeq());
    put(member);
    return new Change.OfMember(event.rev(), Change.Kind.MEMBER_JOINED, member);
  }

  private Change changeMember(RoomEvent.MemberChanged event) {
    Member member =
        Members.changed(members.get(event.userId()), event.role(), event.silencedUntil());
    put(member);
    return new Change.OfMember(event.rev(), Change.Kind.MEMBER_CHANGED, member);
  }

  /** Null when the message is not in memory, so that what it looks like now cannot be told. */
  private Change applyToMessage(RoomEvent.OfMessage event) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      return post(posted);
    }
    Message before = window.get(event.seq());
    if (event instanceof RoomEvent.MessageDeleted) {
      uncounted = uncounted.plus(event.seq());
      forgetMentions(event.seq());
    }
    if (before == null) {
      return null;
    }
    Message message = MessageFold.apply(before, event);
    window = window.replace(message);
    return new Change.OfMessage(event.rev(), Changes.kindOf(event), message);
  }

  private Change post(RoomEvent.MessagePosted event) {
    Message message = event.message();
    lastSeq = event.seq();
    lastMessageAt = event.at();
    window = window.append(message);
    if (!message.counts()) {
      uncounted = uncounted.plus(lastSeq);
    }
    Member sender = members.get(event.senderId());
    if (sender != null) {
      put(Members.posted(sender, lastSeq));
      mentions = mentions.minus(event.senderId());
    }
    for (String userId : event.mentions()) {
      addMention(userId, event.senderId(), message);
    }
    if (event.clientMessageId() != null) {
      sentKeys = sentKeys.plus(Changes.sentBy(event));
    }
    sentKeys = sentKeys.trim(lastSeq);
    if (event.origin() == null) {
      live = true;
      imports = withoutPlaces();
    } else {
      String source = event.origin().source();
      if (progressOf(source).places().isEmpty()) {
        imports = withoutPlaces();
      }
      imports = imports.plus(source, progressOf(source).said(event));
    }
    return new Change.OfMessage(event.rev(), Change.Kind.MESSAGE_POSTED, message);
  }

  private void addMention(String userId, String senderId, Message message) {
    if (message.counts() && !userId.equals(senderId) && members.containsKey(userId)) {
      mentions = mentions.plus(userId, mentionsOf(userId).plus(message.seq()));
    }
  }

  private void forgetMentions(long seq) {
    for (Map.Entry<String, SeqSet> entry : mentions.entrySet()) {
      if (entry.getValue().has(seq)) {
        mentions = mentions.plus(entry.getKey(), entry.getValue().minus(seq));
      }
    }
  }

  private void moveMarker(RoomEvent.Marker marker) {
    Member member = members.get(marker.userId());
    if (member == null) {
      return;
    }
    put(Members.marked(member, marker.readSeq(), marker.deliveredSeq()));
    SeqSet left = mentionsOf(marker.userId()).onlyAbove(marker.readSeq());
    mentions =
        left.size() == 0 ? mentions.minus(marker.userId()) : mentions.plus(marker.userId(), left);
  }

  private SeqSet mentionsOf(String userId) {
    return mentions.getOrDefault(userId, SeqSet.EMPTY);
  }

  ImportProgress progressOf(String source) {
    return imports.getOrDefault(source, ImportProgress.NONE);
  }

  private HashPMap<String, ImportProgress> withoutPlaces() {
    HashPMap<String, ImportProgress> result = imports;
    for (Map.Entry<String, ImportProgress> entry : imports.entrySet()) {
      result = result.plus(entry.getKey(), entry.getValue().withoutPlaces());
    }
    return result;
  }

  private void put(Member member) {
    members = members.plus(member.userId(), member);
  }
}
