package dev.belay.simulator.wire;

import dev.belay.simulator.stream.Connection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that carries streams. */
final class FrameSocket extends SimpleChannelInboundHandler<WebSocketFrame>
    implements Connection.Socket {
  /** Of what a client sends. */
  static final int MAX_MESSAGE = 64 * 1024;

  private static final long FAREWELL_MILLIS = 2_000;
  private static final Logger LOG = LoggerFactory.getLogger(FrameSocket.class);

  private final Channel channel;
  private final Wire wire;
  private @Nullable Connection connection;
  private volatile boolean ending;

  FrameSocket(Channel channel, Wire wire) {
    this.channel = channel;
    this.wire = wire;
  }

  /** Listens to what the address names. */
  void open(String path, Map<String, String> parameters) {
    connection = wire.streams().join(path, parameters, this);
  }

  /** Listens no more. */
  void gone() {
    Connection was = connection;
    if (was != null) {
      was.closed();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    Connection to = connection;
    if (ending && frame instanceof CloseWebSocketFrame) {
      channel.close();
    }
    if (to == null || ending) {
      return;
    }
    to.heard(wire.wallNow());
    switch (frame) {
      case TextWebSocketFrame text -> to.receive(text.text());
      case PingWebSocketFrame ping -> {
        if (to.answers()) {
          channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
      }
      case CloseWebSocketFrame end -> {
        if (to.answers()) {
          channel.writeAndFlush(end.retain()).addListener(ChannelFutureListener.CLOSE);
        }
      }
      // A pong, or what the exchange does not read either.
      default -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    gone();
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public void send(String text) {
    if (ending) {
      return;
    }
    if (channel.isWritable()) {
      channel.writeAndFlush(new TextWebSocketFrame(text));
    } else if (channel.isOpen()) {
      LOG.info("Cut a stream to {}: it does not read what it is told", channel.remoteAddress());
      cut();
    }
  }

  @Override
  public void ping() {
    if (!ending) {
      channel.writeAndFlush(new PingWebSocketFrame());
    }
  }

  /** Reads on until the client has closed too: what is left unread would reset the connection. */
  @Override
  public void close(int code, String reason) {
    ending = true;
    channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
    later(FAREWELL_MILLIS, this::cut);
  }

  @Override
  public void cut() {
    channel.close();
  }

  @Override
  public void later(long millis, Runnable task) {
    channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
