package chat.parley.bench.check;

/** Compares what a room's journal holds at rest with what was sent, acked and refused. */
final class StoredCheck {

  private final RoomFacts room;
  private final Findings findings;

  StoredCheck(RoomFacts room, Findings findings) {
    this.room = room;
    this.findings = findings;
  }

  void run() {
    long previous = 0;
    for (Row row : room.rows()) {
      follows(previous, row);
      origin(row);
      previous = row.seq;
    }
    for (Sent sent : room.sends()) {
      ack(sent);
    }
    for (RoomFacts.Repeat repeat : room.repeats) {
      repeated(repeat);
    }
    revs();
  }

  private void follows(long previous, Row row) {
    if (row.seq == previous) {
      findings.add(Anomaly.SEQ_REPEATED, () -> name(row));
    } else if (row.seq != previous + 1) {
      findings.add(Anomaly.SEQ_GAP, () -> name(row) + " comes after seq " + previous);
    }
  }

  private void origin(Row row) {
    Sent sent = row.sent;
    if (row.key == 0) {
      return;
    }
    if (sent == null) {
      findings.add(Anomaly.PHANTOM, () -> name(row) + " of " + row.sender);
    } else if (!sent.possible) {
      findings.add(Anomaly.REFUSED_VISIBLE, () -> name(row) + " of " + row.sender);
    } else {
      if (sent.row.seq != row.seq) {
        findings.add(Anomaly.TWICE, () -> name(row) + " is what seq " + sent.row.seq + " is");
      }
      content(row);
    }
  }

  private void content(Row row) {
    if (row.deleted != Changes.isEmpty(row.hash)) {
      findings.add(Anomaly.ALTERED, () -> name(row) + ": deleted and content do not agree");
      return;
    }
    switch (Changes.judge(row, row.hash, Changes.REST)) {
      case LAWFUL -> {}
      case OLD -> findings.add(Anomaly.EDIT_LOST, () -> name(row) + " of " + row.sender);
      case STRANGE -> findings.add(Anomaly.ALTERED, () -> name(row) + " of " + row.sender);
    }
  }

  private void ack(Sent sent) {
    if (sent.split) {
      findings.add(
          Anomaly.OTHER_SEQ, () -> name(sent) + " was acked with another seq or id as well");
    }
    if (!sent.isAcked()) {
      return;
    }
    Row row = sent.row;
    if (row == null) {
      if (room.lose(sent.seq, sent.id)) {
        findings.add(Anomaly.LOST, () -> name(sent) + " was acked");
      }
      return;
    }
    Row there = row.seq == sent.seq ? row : room.row(sent.seq);
    if (there == null || there.sent != sent) {
      findings.add(Anomaly.WRONG_ID, () -> name(sent) + " is stored as seq " + row.seq);
    } else if (Fingerprint.of(there.id) != sent.id) {
      findings.add(Anomaly.WRONG_ID, () -> name(sent) + " is stored as " + there.id);
    } else if (!room.agrees(sent.rev, sent.seq)) {
      findings.add(
          Anomaly.MISMATCH, () -> name(sent) + ": its rev " + sent.rev + " is another message's");
    }
  }

  private void repeated(RoomFacts.Repeat repeat) {
    Sent sent = repeat.sent();
    if (repeat.seq() != sent.seq || repeat.id() != sent.id) {
      findings.add(Anomaly.OTHER_SEQ, () -> name(sent) + " was acked again as seq " + repeat.seq());
    }
    if (!repeat.duplicate()) {
      findings.add(Anomaly.NOT_DUPLICATE, () -> name(sent));
    }
  }

  private void revs() {
    Entry.Revs revs = room.revs;
    if (revs == null) {
      return;
    }
    long first = revs.count() == 0 ? 0 : 1;
    boolean sound =
        revs.first() == first
            && revs.count() == revs.last()
            && revs.distinct() == revs.last()
            && revs.last() >= room.rows().length;
    if (!sound) {
      findings.add(Anomaly.REV_GAP, () -> revs + ", messages: " + room.rows().length);
    }
  }

  private String name(Row row) {
    return "room " + room.name + " seq " + row.seq + " id " + row.id;
  }

  private String name(Sent sent) {
    return "room " + room.name + " seq " + sent.seq + ", sent by " + sent.client;
  }
}
