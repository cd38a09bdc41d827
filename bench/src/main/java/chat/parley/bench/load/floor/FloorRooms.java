package chat.parley.bench.load.floor;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who follows what: each event loop knows its own channels, so that nothing is locked. */
final class FloorRooms {

  private static final int NEWEST = 30;
  private static final int FINAL_TEXT = 0x81;

  /** A message on disk, encoded once for all. */
  record Written(FloorMessage message, ByteBuf frame, ByteBuf ack) {}

  /** One loop's channels by room. */
  private static final class Followers {
    private final Map<Integer, Set<Channel>> byRoom = new HashMap<>();

    Set<Channel> of(int room) {
      return byRoom.getOrDefault(room, Set.of());
    }
  }

  /** What a room has in memory. */
  private static final class Room {
    private final Deque<byte[]> newest = new ArrayDeque<>();
    private long seq;
  }

  private final EventLoopGroup group;
  private final Map<EventExecutor, Followers> followers = new ConcurrentHashMap<>();
  private final Map<Integer, Room> rooms = new ConcurrentHashMap<>();

  FloorRooms(EventLoopGroup group) {
    this.group = group;
    group.forEach(loop -> followers.put(loop, new Followers()));
  }

  /** In the channel's loop. */
  void follow(int room, Channel channel) {
    followers(channel).byRoom.computeIfAbsent(room, key -> new LinkedHashSet<>()).add(channel);
  }

  /** In the channel's loop. */
  void leave(int room, Channel channel) {
    followers(channel).byRoom.getOrDefault(room, new LinkedHashSet<>()).remove(channel);
  }

  private Followers followers(Channel channel) {
    EventLoop loop = channel.eventLoop();
    return followers.get(loop);
  }

  /** The newest messages as one JSON object. */
  ByteBuf newest(int number) {
    ByteBuf body = Unpooled.buffer();
    body.writeCharSequence("{\"messages\":[", StandardCharsets.US_ASCII);
    Room room = rooms.get(number);
    if (room != null) {
      synchronized (room) {
        for (byte[] message : room.newest) {
          body.writeBytes(message).writeByte(',');
        }
      }
      body.writerIndex(body.writerIndex() - 1);
    }
    return body.writeBytes(new byte[] {']', '}'});
  }

  /** Gives each its seq and keeps the newest; by the writer alone. */
  Written written(FloorMessage message) {
    Room room = rooms.computeIfAbsent(message.room(), key -> new Room());
    byte[] event;
    synchronized (room) {
      room.seq++;
      event = event(message, room.seq);
      room.newest.add(event);
      if (room.newest.size() > NEWEST) {
        room.newest.remove();
      }
    }
    String ack = "{\"re\":" + message.id() + ",\"seq\":" + room.seq + "}";
    return new Written(message, frame(event), frame(ack.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] event(FloorMessage message, long seq) {
    StringBuilder json = new StringBuilder(64 + 2 * message.text().length());
    json.append("{\"room\":").append(message.room());
    json.append(",\"seq\":").append(seq);
    json.append(",\"from\":").append(message.user());
    json.append(",\"at\":").append(System.currentTimeMillis());
    json.append(",\"text\":\"");
    JsonStringEncoder.getInstance().quoteAsString(message.text(), json);
    return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A server's frame is not masked, so that all sockets share its bytes. */
  private static ByteBuf frame(byte[] payload) {
    ByteBuf frame = Unpooled.directBuffer(4 + payload.length).writeByte(FINAL_TEXT);
    if (payload.length < 126) {
      frame.writeByte(payload.length);
    } else {
      frame.writeByte(126).writeShort(payload.length);
    }
    return frame.writeBytes(payload);
  }

  /** Hands a group to all loops; each writes what is for its channels and flushes once. */
  void publish(List<Written> batch) {
    List<EventExecutor> loops = new ArrayList<>();
    group.forEach(loops::add);
    batch.forEach(one -> one.frame().retain(loops.size() - 1));
    loops.forEach(loop -> loop.execute(() -> publish(loop, batch)));
  }

  private void publish(EventExecutor loop, List<Written> batch) {
    Followers here = followers.get(loop);
    Set<Channel> touched = new LinkedHashSet<>();
    for (Written one : batch) {
      for (Channel channel : here.of(one.message().room())) {
        channel.write(one.frame().retainedDuplicate());
        touched.add(channel);
      }
      one.frame().release();
      Channel from = one.message().from();
      if (from.eventLoop() == loop) {
        from.write(one.ack());
        touched.add(from);
      }
    }
    touched.forEach(Channel::flush);
  }
}
