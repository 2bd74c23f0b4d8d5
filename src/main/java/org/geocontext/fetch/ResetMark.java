package org.geocontext.fetch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.io.IOException;

/**
 * Remembers that a connection broke. Where the end of the connection is the end of the body, Netty's decoder ends the
 * body at a reset too, and AsyncHttpClient 3.0 takes that for a complete reply.
 */
@Sharable
final class ResetMark extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Boolean> BROKEN = AttributeKey.valueOf(ResetMark.class, "broken");

    static boolean isOn(Channel connection) {
        return connection.hasAttr(BROKEN);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.channel().attr(BROKEN).set(true);
        }
        context.fireExceptionCaught(cause);
    }
}
