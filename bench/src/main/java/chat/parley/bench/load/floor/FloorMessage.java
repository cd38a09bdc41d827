package chat.parley.bench.load.floor;

import io.netty.channel.Channel;

/** A message on its way to the disk; its seq is known once it has its turn. */
record FloorMessage(Channel from, long id, int room, int user, String text) {}
