package chat.parley.bench.load.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;

/** A WebSocket server on Netty: what is written is committed in groups, then handed to all. */
public final class FloorServer implements AutoCloseable {

  private static final int BACKLOG = 4096;
  private static final int REQUEST_BYTES = 64 * 1024;

  /** A reader who is so far behind is let go. */
  private static final int MOST_BYTES = 64 << 20;

  private final EventLoopGroup group = new NioEventLoopGroup();
  private final FloorWriter writer;
  private final ChannelFuture bound;

  /**
   * @param port 0 for a free one
   * @param databaseUrl of JDBC
   */
  public FloorServer(int port, String databaseUrl) {
    FloorRooms rooms = new FloorRooms(group);
    writer = new FloorWriter(databaseUrl, rooms);
    bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(MOST_BYTES / 2, MOST_BYTES))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(REQUEST_BYTES))
                        .addLast(new FloorHandler(rooms, writer));
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly();
  }

  public int port() {
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  @Override
  public void close() {
    bound.channel().close().syncUninterruptibly();
    writer.close();
    group.shutdownGracefully().syncUninterruptibly();
  }

  /** Takes a port and the database's JDBC URL. */
  public static void main(String[] args) {
    FloorServer server = new FloorServer(Integer.parseInt(args[0]), args[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("floor is up: " + server.port());
  }
}
