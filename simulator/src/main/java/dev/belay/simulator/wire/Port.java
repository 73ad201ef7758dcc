package dev.belay.simulator.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one port of the venue, for calls and for streams. */
public final class Port implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BACKLOG = 1024;
  private static final int MAX_BODY = 64 * 1024;

  /** What a client may leave unread, in bytes, before its stream is cut. */
  private static final WriteBufferWaterMark UNREAD =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(THREADS, threads(), NioIoHandler.newFactory());
  // Answers wait for the books; what waits must not hold a loop.
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;

  /**
   * Listens, and answers from now on.
   *
   * @param port 0 for a free one
   * @throws IOException if the port is taken
   */
  public Port(String host, int port, Wire wire) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            // Without it every answer waits for the client's delayed acknowledgement.
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channels.add(channel);
                    channel.config().setWriteBufferWaterMark(UNREAD);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new FlowControlHandler(),
                            new Bodies(),
                            new HttpCalls(wire, requests));
                  }
                })
            .bind(new InetSocketAddress(host, port))
            .awaitUninterruptibly();
    listening = bound.channel();
    if (!bound.isSuccess()) {
      close();
      throw new IOException(bound.cause());
    }
  }

  private static ThreadFactory threads() {
    return Thread.ofPlatform().daemon().name("simulator-port-", 0).factory();
  }

  /** The port it listens on. */
  public int number() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Breaks all connections. Calls that are being carried out are interrupted. */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    channels.close().awaitUninterruptibly();
    requests.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Takes requests together, and refuses what is too long. */
  private static final class Bodies extends HttpObjectAggregator {
    Bodies() {
      super(MAX_BODY);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
      HttpCalls.send(
          context.channel(),
          Reply.of(
              new ApiError(413, -1100, "Expected a body of at most %d bytes.".formatted(MAX_BODY))),
          false);
    }
  }
}
