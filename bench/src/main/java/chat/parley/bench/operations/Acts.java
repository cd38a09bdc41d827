package chat.parley.bench.operations;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.operations.RoomModel.Written;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The operations: each chosen by chance, done until its outcome is known, and put into the model
 * when it was acked. What the room answers otherwise than the model expects is a finding.
 */
final class Acts {

  /** What the room has to answer, after all that the model knows. */
  private enum Expected {
    ACK,
    /** The message may have been deleted meanwhile. */
    ACK_OR_CONFLICT,
    FORBIDDEN
  }

  private final Calls calls;
  private final Tally tally;
  private final Findings findings;

  Acts(Calls calls, Tally tally, Findings findings) {
    this.calls = calls;
    this.tally = tally;
    this.findings = findings;
  }

  /** One operation of whoever sits there; for who has the seat. */
  void act(Seat seat, List<Seat> others, RandomGenerator random) {
    boolean member = seat.room().isMember(seat.user());
    int dice = seat.dice(random);
    if (seat.person().equals(Person.BOT)) {
      send(seat, Kind.NOTICE, others, random);
    } else if (!member) {
      outside(seat, others, random, dice);
    } else if (dice < 55) {
      send(seat, Kind.SEND, others, random);
    } else if (dice < 65) {
      edit(seat, others, random);
    } else if (dice < Seat.READERS) {
      delete(seat, others, random);
    } else if (dice < 90) {
      read(seat, random);
    } else if (dice < 95 && seat.mayTurn()) {
      mute(seat);
    } else if (seat.mayTurn()) {
      leave(seat, random);
    } else {
      read(seat, random);
    }
  }

  /** Who is no member comes in, or tries what is for members alone. */
  private void outside(Seat seat, List<Seat> others, RandomGenerator random, int dice) {
    if (dice < 80 && seat.mayTurn()) {
      join(seat);
    } else if (dice % 2 == 0) {
      send(seat, Kind.SEND, others, random);
    } else {
      read(seat, random);
    }
  }

  private void send(Seat seat, Kind kind, List<Seat> others, RandomGenerator random) {
    RoomModel room = seat.room();
    ObjectNode body = Json.object();
    String key = seat.newKey();
    body.put("clientMessageId", key).put("content", "This is " + key);
    if (kind == Kind.NOTICE) {
      body.put("contentType", "SYSTEM");
    }
    Set<String> mentions = mentions(others, random);
    if (!mentions.isEmpty()) {
      mentions.forEach(body.putArray("mentions")::add);
    }
    long floor = room.floor();
    Outcome outcome = calls.call(seat.person(), "POST", path(room, "/messages"), body);
    if (counted(seat, kind, outcome, forMembers(seat))) {
      JsonNode message = outcome.body().path("message");
      long seq = message.path("seq").asLong();
      Written written =
          new Written(seq, message.path("id").asText(), seat.user(), mentions, kind == Kind.NOTICE);
      if (seq <= floor || !room.posted(written)) {
        findings.add(seat + ": " + key + " got seq " + seq + ", which others were told before");
      }
    }
  }

  /** Who does not sit in the room just now, and oneself, may be mentioned, too. */
  private static Set<String> mentions(List<Seat> others, RandomGenerator random) {
    Set<String> mentions = new HashSet<>();
    int count = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
    for (int i = 0; i < count; i++) {
      mentions.add(others.get(random.nextInt(others.size())).user());
    }
    return mentions;
  }

  private void edit(Seat seat, List<Seat> others, RandomGenerator random) {
    RoomModel room = seat.room();
    Optional<Written> own = room.any(random, one -> one.sender().equals(seat.user()));
    if (own.isEmpty()) {
      send(seat, Kind.SEND, others, random);
      return;
    }
    ObjectNode body = Json.object().put("content", "Edited as " + seat.newKey());
    String path = path(room, "/messages/" + ParleyHttp.segment(own.get().id()));
    Outcome outcome = calls.call(seat.person(), "PATCH", path, body);
    boolean doomed = room.isDoomed(own.get().seq());
    counted(seat, Kind.EDIT, outcome, doomed ? Expected.ACK_OR_CONFLICT : Expected.ACK);
  }

  /** One's own, or anybody's by who may. */
  private void delete(Seat seat, List<Seat> others, RandomGenerator random) {
    RoomModel room = seat.room();
    boolean own = random.nextInt(3) > 0;
    Optional<Written> message = room.any(random, one -> !own || one.sender().equals(seat.user()));
    if (message.isEmpty()) {
      send(seat, Kind.SEND, others, random);
      return;
    }
    Person by = own ? seat.person() : Person.ADMIN;
    String path = path(room, "/messages/" + ParleyHttp.segment(message.get().id()));
    room.doomed(message.get().seq());
    if (counted(seat, Kind.DELETE, calls.call(by, "DELETE", path, null), Expected.ACK)) {
      room.deleted(message.get().seq());
    }
  }

  /** Up to any message, those before the marker too: a marker never goes back. */
  private void read(Seat seat, RandomGenerator random) {
    RoomModel room = seat.room();
    long seq = random.nextLong(room.floor() + 1);
    ObjectNode body = Json.object().put("seq", seq);
    Outcome outcome = calls.call(seat.person(), "POST", path(room, "/read"), body);
    if (counted(seat, Kind.READ, outcome, forMembers(seat))) {
      long told = outcome.body().path("readSeq").asLong();
      long own = room.read(seat.user(), seq);
      if (told != own) {
        findings.add(seat + ": read " + seq + ", is told " + told + ", own marker " + own);
      }
    }
  }

  private void join(Seat seat) {
    RoomModel room = seat.room();
    long floor = room.floor();
    Outcome outcome =
        calls.call(Person.ADMIN, "PUT", path(room, "/members/" + seat.user()), Json.object());
    seat.settled(outcome);
    if (counted(seat, Kind.JOIN, outcome, Expected.ACK)) {
      long readSeq = outcome.body().path("member").path("readSeq").asLong(-1);
      if (readSeq < floor) {
        findings.add(seat + ": joined at " + readSeq + ", though " + floor + " was there");
      }
      room.joined(seat.user(), readSeq);
    }
  }

  /** By oneself, or removed. A second try of the first finds that one is no member any more. */
  private void leave(Seat seat, RandomGenerator random) {
    RoomModel room = seat.room();
    Person by = random.nextInt(4) == 0 ? Person.ADMIN : seat.person();
    Outcome said = calls.call(by, "DELETE", path(room, "/members/" + seat.user()), null);
    boolean gone = said.lost() > 0 && "forbidden".equals(said.code());
    Outcome outcome = gone ? Outcome.acked(said.body(), said.lost(), true) : said;
    seat.settled(outcome);
    if (counted(seat, Kind.LEAVE, outcome, Expected.ACK)) {
      room.left(seat.user());
    }
  }

  private void mute(Seat seat) {
    RoomModel room = seat.room();
    boolean muted = !room.isMuted(seat.user());
    ObjectNode body = Json.object().put("muted", muted);
    Outcome outcome = calls.call(seat.person(), "PUT", path(room, "/mute"), body);
    seat.settled(outcome);
    if (counted(seat, Kind.MUTE, outcome, Expected.ACK)) {
      room.muted(seat.user(), muted);
    }
  }

  private static String path(RoomModel room, String rest) {
    return "/rooms/" + ParleyHttp.segment(room.id()) + rest;
  }

  private static Expected forMembers(Seat seat) {
    return seat.room().isMember(seat.user()) ? Expected.ACK : Expected.FORBIDDEN;
  }

  /** Counts it; true when it was acked, and had to be. */
  private boolean counted(Seat seat, Kind kind, Outcome outcome, Expected expected) {
    tally.add(kind, outcome);
    if (outcome.isAcked()) {
      if (expected == Expected.FORBIDDEN) {
        findings.add(seat + ": " + kind + " was acked to who is no member");
      }
      return expected != Expected.FORBIDDEN;
    }
    String allowed =
        switch (expected) {
          case ACK -> null;
          case ACK_OR_CONFLICT -> "conflict";
          case FORBIDDEN -> "forbidden";
        };
    if (outcome.state() == Outcome.State.REFUSED && !outcome.code().equals(allowed)) {
      findings.add(seat + ": " + kind + " was refused, " + outcome.code());
    }
    return false;
  }
}
