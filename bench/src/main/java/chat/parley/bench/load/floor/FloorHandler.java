package chat.parley.bench.load.floor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One connection: lists over HTTP, or a WebSocket that says in its URL who it is. */
final class FloorHandler extends SimpleChannelInboundHandler<Object> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WebSocketServerHandshakerFactory HANDSHAKES =
      new WebSocketServerHandshakerFactory("ws://127.0.0.1/ws", null, false);

  private final FloorRooms rooms;
  private final FloorWriter writer;
  private final List<Integer> followed = new ArrayList<>();
  private int user;

  FloorHandler(FloorRooms rooms, FloorWriter writer) {
    this.rooms = rooms;
    this.writer = writer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) throws IOException {
    if (message instanceof TextWebSocketFrame frame) {
      post(context, frame);
    } else if (message instanceof FullHttpRequest request) {
      request(context, request);
    } else if (message instanceof PingWebSocketFrame ping) {
      context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    }
  }

  private void post(ChannelHandlerContext context, TextWebSocketFrame frame) throws IOException {
    try (InputStream in = new ByteBufInputStream(frame.content())) {
      JsonNode send = JSON.readTree(in);
      writer.add(
          new FloorMessage(
              context.channel(),
              send.path("id").asLong(),
              send.path("room").asInt(),
              user,
              send.path("text").asText()));
    }
  }

  private void request(ChannelHandlerContext context, FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    if (uri.path().equals("/ws")) {
      upgrade(context, request, uri);
    } else {
      list(context, Integer.parseInt(uri.parameters().get("room").get(0)));
    }
  }

  /** Whoever gets the answer follows its rooms already: both happen in the channel's loop. */
  private void upgrade(
      ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
    user = Integer.parseInt(uri.parameters().get("user").get(0));
    for (String room : uri.parameters().get("rooms").get(0).split(",")) {
      if (!room.isEmpty()) {
        followed.add(Integer.parseInt(room));
      }
    }
    WebSocketServerHandshaker handshaker = HANDSHAKES.newHandshaker(request);
    handshaker.handshake(context.channel(), request);
    followed.forEach(room -> rooms.follow(room, context.channel()));
  }

  private void list(ChannelHandlerContext context, int room) {
    ByteBuf body = rooms.newest(room);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    context.writeAndFlush(response);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    followed.forEach(room -> rooms.leave(room, context.channel()));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    System.err.println("a connection ends: " + cause);
    context.close();
  }
}
