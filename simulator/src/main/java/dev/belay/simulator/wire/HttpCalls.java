package dev.belay.simulator.wire;

import dev.belay.simulator.json.Json;
import dev.belay.simulator.stream.StreamRefused;
import dev.belay.simulator.stream.Streams;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The calls of one connection, one after the other: the next is not read before the last is
 * answered.
 */
final class HttpCalls extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Wire wire;
  private final Executor requests;

  HttpCalls(Wire wire, Executor requests) {
    this.wire = wire;
    this.requests = requests;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Channel channel = context.channel();
    boolean keep = HttpUtil.isKeepAlive(request);
    Call call;
    try {
      call = read(channel, request);
    } catch (ApiError e) {
      send(channel, Reply.of(e), false);
      return;
    }
    if (request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && Streams.serves(call.path())) {
      upgrade(context, call, request);
      return;
    }
    channel.config().setAutoRead(false);
    try {
      requests.execute(() -> answer(channel, call, keep));
    } catch (RejectedExecutionException e) {
      // The venue stops; nobody is told.
      channel.close();
    }
  }

  /** From now on the connection carries streams. */
  private void upgrade(ChannelHandlerContext context, Call call, FullHttpRequest request) {
    Channel channel = context.channel();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(null, null, false, FrameSocket.MAX_MESSAGE)
            .newHandshaker(request);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);
      return;
    }
    FrameSocket socket = new FrameSocket(channel, wire);
    try {
      // It listens before its client can know: what happens from then on must reach it. The loop
      // sends none of it before this is over, and with it the handshake.
      socket.open(call.path(), call.parameters());
      handshaker.handshake(channel, request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      context
          .pipeline()
          .addLast(new WebSocketFrameAggregator(FrameSocket.MAX_MESSAGE), socket)
          .remove(this);
    } catch (StreamRefused | WebSocketHandshakeException e) {
      socket.gone();
      send(channel, Reply.of(ApiError.of(-1100, String.valueOf(e.getMessage()))), false);
    }
  }

  /** A connection that is closed before its answer is one that broke. */
  private void answer(Channel channel, Call call, boolean keep) {
    try {
      Optional<Reply> reply = wire.reply(call);
      if (reply.isPresent()) {
        send(channel, reply.get(), keep);
      } else {
        channel.close();
      }
    } catch (InterruptedException e) {
      // The venue stops; nobody is told.
      Thread.currentThread().interrupt();
      channel.close();
    }
  }

  static void send(Channel channel, Reply reply, boolean keep) {
    byte[] answer = Json.bytes(reply.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(answer));
    reply.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
    HttpUtil.setContentLength(response, answer.length);
    HttpUtil.setKeepAlive(response, keep);
    channel
        .writeAndFlush(response)
        .addListener(
            done -> {
              if (keep && done.isSuccess()) {
                channel.config().setAutoRead(true);
              } else {
                channel.close();
              }
            });
  }

  private static Call read(Channel channel, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      throw ApiError.of(-1100, "Expected a request of HTTP.");
    }
    URI uri;
    try {
      uri = URI.create(request.uri());
    } catch (IllegalArgumentException e) {
      throw ApiError.of(-1100, "Illegal characters found in the path or the query.");
    }
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    String query = uri.getRawQuery();
    return Call.of(
        ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress(),
        request.method().name(),
        uri.getPath(),
        query == null ? "" : query,
        request.content().toString(StandardCharsets.UTF_8),
        headers);
  }

  /** The other side went away, or never spoke HTTP. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
