package org.geocontext.standalone.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads a request's body without holding a thread. A body beyond the limit is read on for a while and thrown away: a
 * caller that is cut off while it still sends never sees why.
 */
final class BodyReader {

    /** How many times the limit is thrown away before the caller is cut off. */
    private static final int PATIENCE = 16;

    private final Request request;
    private final int limit;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long seen;

    private BodyReader(Request request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** Reads to the end; fails with a {@link RefusedException} 413 beyond the limit, or as the connection does. */
    static CompletableFuture<byte[]> read(Request request, int limit) {
        BodyReader reader = new BodyReader(request, limit);
        if (request.getLength() > reader.longest()) {
            reader.result.completeExceptionally(reader.tooLarge());
        } else {
            reader.readOn();
        }
        return reader.result;
    }

    private void readOn() {
        while (!result.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::readOn);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                result.completeExceptionally(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            chunk.release();
            if (chunk.isLast()) {
                end();
            } else if (seen > longest()) {
                result.completeExceptionally(tooLarge());
            }
        }
    }

    private void take(ByteBuffer bytes) {
        seen += bytes.remaining();
        if (seen <= limit) {
            kept.writeBytes(BufferUtil.toArray(bytes));
        }
    }

    private void end() {
        if (seen > limit) {
            result.completeExceptionally(tooLarge());
        } else {
            result.complete(kept.toByteArray());
        }
    }

    private long longest() {
        return (long) PATIENCE * limit;
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                413, null, "The request's body is larger than " + limit + " bytes (expected: at most that).");
    }
}
