package chat.parley.engine.domain;

import static chat.parley.engine.domain.Decisions.refuse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Taking over history with its original times. */
final class ImportRules {

  private RoomState state;
  private final RoomCommand.Import command;
  private final Instant now;
  private final List<RoomEvent> events = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private int messages;
  private int memberships;
  private int skipped;
  private int repliesLost;

  private ImportRules(RoomState state, RoomCommand.Import command, Instant now) {
    this.state = state;
    this.command = command;
    this.now = now;
  }

  static Decision take(RoomState state, RoomCommand.Import command, Instant now) {
    if (!command.by().isAdmin()) {
      return refuse(ErrorCode.FORBIDDEN, "only an ADMIN imports");
    }
    if (state.archived) {
      return refuse(ErrorCode.ROOM_CLOSED, "the room is archived");
    }
    String complaint = complaint(command);
    if (complaint != null) {
      return refuse(ErrorCode.BAD_REQUEST, complaint);
    }
    boolean anythingNew =
        command.items().stream()
            .anyMatch(item -> item.position() > state.progressOf(command.source()).position());
    if (state.live && anythingNew) {
      return refuse(ErrorCode.CONFLICT, "the room has live messages; import before they begin");
    }
    return new ImportRules(state, command, now).run();
  }

  private static String complaint(RoomCommand.Import command) {
    String complaint = Texts.lineComplaint("source", command.source(), Limits.EXTERNAL_REF);
    if (complaint != null) {
      return complaint;
    }
    if (command.items().size() > Limits.IMPORT_BATCH) {
      return "at most " + Limits.IMPORT_BATCH + " items at once";
    }
    long last = -1;
    for (ImportItem item : command.items()) {
      String wrong = item.complaint();
      if (wrong == null && item.position() <= last) {
        wrong = "positions must grow";
      }
      if (wrong != null) {
        return "item at position " + item.position() + ": " + wrong;
      }
      last = item.position();
    }
    return null;
  }

  private Decision run() {
    for (ImportItem item : command.items()) {
      if (item.position() <= state.progressOf(command.source()).position()) {
        skipped++;
      } else {
        take(item, state.notBefore(item.at().isAfter(now) ? now : item.at()));
      }
    }
    long position = state.progressOf(command.source()).position();
    if (!command.items().isEmpty()) {
      long last = command.items().get(command.items().size() - 1).position();
      if (last > position) {
        happen(new RoomEvent.ImportAdvanced(command.source(), last, now));
        position = last;
      }
    }
    return new Decision.Accepted(
        events,
        changes,
        new RoomReply.Imported(
            position, messages, memberships, skipped, repliesLost, state.lastSeq));
  }

  private void take(ImportItem item, Instant at) {
    if (item instanceof ImportItem.Said said) {
      if (join(said.userId(), MemberRole.MEMBER, at) || state.member(said.userId()) != null) {
        say(said, at);
      } else {
        skipped++;
      }
    } else if (item instanceof ImportItem.Joined joined) {
      MemberRole role = joined.role() == null ? MemberRole.MEMBER : joined.role();
      if (join(joined.userId(), role, at)) {
        memberships++;
      } else {
        skipped++;
      }
    } else if (state.member(item.userId()) != null) {
      Member member = state.member(item.userId());
      long rev = state.rev + 1;
      happen(new RoomEvent.MemberLeft(rev, item.userId(), item.userId(), at));
      changes.add(new Change.OfMember(rev, Change.Kind.MEMBER_LEFT, member));
      memberships++;
    } else {
      skipped++;
    }
  }

  /** Who speaks is a member, whether or not the source saw the joining. */
  private boolean join(String userId, MemberRole role, Instant at) {
    if (state.member(userId) != null || state.members.size() >= Limits.MEMBERS) {
      return false;
    }
    long rev = state.rev + 1;
    happen(new RoomEvent.MemberJoined(rev, userId, role, state.lastSeq, userId, at));
    changes.add(new Change.OfMember(rev, Change.Kind.MEMBER_JOINED, state.member(userId)));
    return true;
  }

  private void say(ImportItem.Said said, Instant at) {
    long seq = state.lastSeq + 1;
    long rev = state.rev + 1;
    String replyTo = replyTo(said);
    ContentType type = said.contentType() == null ? ContentType.TEXT : said.contentType();
    RoomEvent.MessagePosted event =
        new RoomEvent.MessagePosted(
            rev,
            seq,
            MessageIds.of(state.key, seq, at),
            said.userId(),
            said.name(),
            said.avatarUrl(),
            said.content(),
            type,
            null,
            Fingerprints.of(said.content(), type, replyTo, said.mentions()),
            replyTo,
            said.mentions(),
            new RoomEvent.Origin(command.source(), said.position()),
            at);
    happen(event);
    changes.add(new Change.OfMessage(rev, Change.Kind.MESSAGE_POSTED, event.message()));
    messages++;
  }

  private String replyTo(ImportItem.Said said) {
    if (said.replyToPosition() == null) {
      return null;
    }
    ImportProgress.Place place =
        state.progressOf(command.source()).places().get(said.replyToPosition());
    if (place == null) {
      repliesLost++;
      return null;
    }
    return MessageIds.of(state.key, place.seq(), Instant.ofEpochMilli(place.at()));
  }

  private void happen(RoomEvent event) {
    events.add(event);
    state = state.after(event);
  }
}
