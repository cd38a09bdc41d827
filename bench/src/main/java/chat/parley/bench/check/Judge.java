package chat.parley.bench.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a history: reads it once for what is at rest and what was sent, and once more for what was
 * seen, which is compared as it comes. Holds an object for each message, and a few numbers for each
 * event.
 */
public final class Judge {

  private static final String VIEW = "view";
  private static final String PAGED = "http-";
  private static final double REST_MS = 1_000;
  private static final Set<String> TRUTH = Set.of("stored", "revs", "member", "send", "alter");
  private static final Set<String> SEEN =
      Set.of("event", "synced", "behind", "read", "marker", "count", "lag", "broken");

  /** A user. */
  private record Client(String name, Map<String, ClientRoom> rooms, Set<Integer> connections) {}

  private final Map<String, RoomFacts> rooms = new LinkedHashMap<>();
  private final Map<String, Client> clients = new HashMap<>();
  private final Set<String> sources = new TreeSet<>();
  private final Findings findings = new Findings();
  private final Tally tally = new Tally();
  private final SeenCheck seen = new SeenCheck(findings);
  private final CountCheck counts = new CountCheck(findings);

  private Judge() {}

  /** Reads the file twice. The same history always gets the same verdict. */
  public static Verdict judge(Path history) {
    Judge judge = new Judge();
    HistoryFile.each(history, TRUTH, judge::truth);
    judge.settle();
    HistoryFile.each(history, SEEN, judge::seen);
    return judge.verdict();
  }

  private void truth(Entry entry) {
    if (entry instanceof Entry.Stored stored) {
      sources.add(stored.source());
      tally.stored += stored.source().equals("journal") ? 1 : 0;
      room(stored.room()).stored(stored, nameOf(stored.sender()));
    } else if (entry instanceof Entry.Send send) {
      tally.send(send);
      room(send.room()).sent(send, nameOf(send.client()));
      if (send.outcome() == Entry.Outcome.OK && !send.repeat()) {
        clientRoom(send.client(), send.room()).acked(send.end(), send.rev(), send.seq());
      }
    } else if (entry instanceof Entry.Alter alter) {
      room(alter.room()).altered(alter);
      if (alter.outcome() == Entry.Outcome.OK) {
        clientRoom(alter.client(), alter.room()).acked(alter.end(), alter.rev(), 0);
      }
    } else if (entry instanceof Entry.Revs revs) {
      room(revs.room()).revs = revs;
    } else if (entry instanceof Entry.Member member) {
      room(member.room()).readSeqs.put(nameOf(member.user()), member.readSeq());
    }
  }

  private void settle() {
    for (RoomFacts room : rooms.values()) {
      room.settle();
      new StoredCheck(room, findings).run();
      for (String source : sources) {
        if (source.equals(VIEW) || source.startsWith(PAGED)) {
          new SourceCheck(room, source, findings).run();
        }
      }
      room.sources.clear();
    }
  }

  private void seen(Entry entry) {
    if (entry instanceof Entry.Event event) {
      tally.events++;
      connected(event.client(), event.connection());
      seen.event(room(event.room()), event);
      clientRoom(event.client(), event.room()).event(event);
    } else if (entry instanceof Entry.Synced synced) {
      synced(synced);
    } else if (entry instanceof Entry.Behind behind) {
      clientRoom(behind.client(), behind.room()).behind(behind);
    } else if (entry instanceof Entry.Read read) {
      read(read);
    } else if (entry instanceof Entry.Marker marker) {
      if (marker.outcome() == Entry.Outcome.OK) {
        counts.negative(marker.unread(), marker);
        clientRoom(marker.client(), marker.room()).moved(marker);
      }
    } else if (entry instanceof Entry.Count count) {
      tally.counts++;
      counts.count(room(count.room()), count);
    } else if (entry instanceof Entry.Broken broken) {
      findings.add(Anomaly.BROKEN, broken::toString);
    } else if (entry instanceof Entry.Lag lag) {
      tally.lag(lag);
      if (lag.when().equals("rest") && lag.milliseconds() > REST_MS) {
        findings.add(Anomaly.LATE_VIEW, lag::toString);
      }
    }
  }

  private void synced(Entry.Synced synced) {
    connected(synced.client(), synced.connection());
    if (synced.mode().equals("reset")) {
      tally.resets += synced.asked() == -1 ? 0 : 1;
      seen.page(
          room(synced.room()),
          synced.messages(),
          synced.lastSeq(),
          synced.rev(),
          () -> "synced of " + synced.client() + " in room " + synced.room());
    }
    clientRoom(synced.client(), synced.room()).synced(synced);
  }

  private void read(Entry.Read read) {
    if (read.outcome() != Entry.Outcome.OK) {
      return;
    }
    tally.reads++;
    if (!read.via().equals("meta")) {
      long newest =
          read.before() > 0 ? Math.min(read.before() - 1, read.lastSeq()) : read.lastSeq();
      seen.page(
          room(read.room()),
          read.messages(),
          newest,
          read.rev(),
          () -> "%s of %s in room %s".formatted(read.via(), read.client(), read.room()));
    }
    clientRoom(read.client(), read.room()).read(read);
  }

  private Verdict verdict() {
    for (RoomFacts room : rooms.values()) {
      new OrderCheck(room, findings).run();
    }
    for (Client client : clients.values()) {
      client.rooms().values().forEach(ClientRoom::finish);
      tally.connections += client.connections().size();
    }
    return new Verdict(tally, rooms.size(), findings, gaps());
  }

  private List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    require(gaps, tally.acked > 0, "no send was acked");
    require(gaps, tally.reads > 0, "no read was answered");
    require(gaps, tally.events > 0, "no event came");
    require(gaps, tally.stored > 0, "the journal holds no message");
    require(gaps, sources.contains(VIEW), "the view was not looked at");
    require(gaps, tally.counts > 0, "no unread count at rest was compared");
    require(gaps, tally.looked("rest"), "how late the views are at rest was not looked at");
    require(
        gaps,
        sources.stream().anyMatch(source -> source.startsWith(PAGED)),
        "no node's history was paged");
    for (RoomFacts room : rooms.values()) {
      require(
          gaps,
          room.revs != null || room.rows().length == 0,
          "the revs of room " + room.name + " were not looked at");
    }
    return gaps;
  }

  private static void require(List<String> gaps, boolean there, String otherwise) {
    if (!there) {
      gaps.add(otherwise);
    }
  }

  private void connected(String client, int connection) {
    client(client).connections().add(connection);
  }

  private RoomFacts room(String name) {
    return rooms.computeIfAbsent(name, RoomFacts::new);
  }

  private Client client(String name) {
    return clients.computeIfAbsent(
        name, given -> new Client(given, new HashMap<>(), new HashSet<>()));
  }

  /** One text for all that name the user. */
  private String nameOf(String user) {
    return client(user == null ? "" : user).name();
  }

  private ClientRoom clientRoom(String clientName, String roomName) {
    Client client = client(clientName);
    ClientRoom known = client.rooms().get(roomName);
    if (known == null) {
      known = new ClientRoom(client.name(), room(roomName), findings);
      client.rooms().put(known.room().name, known);
    }
    return known;
  }
}
