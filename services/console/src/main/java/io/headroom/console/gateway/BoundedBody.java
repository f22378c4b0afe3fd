package io.headroom.console.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/// A body as it streams by, which fails once it is longer than allowed.
final class BoundedBody implements ReadStream<Buffer> {

    /// The body went on beyond its bound.
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the body is too large", null, false, false);
        }
    }

    private final ReadStream<Buffer> body;
    private final long most;
    private long seen;
    private boolean failed;
    private @Nullable Handler<Throwable> onFailure;

    BoundedBody(ReadStream<Buffer> body, long most) {
        this.body = body;
        this.most = most;
    }

    @Override
    public BoundedBody handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            body.handler(null);
        } else {
            body.handler(piece -> pass(piece, handler));
        }
        return this;
    }

    private void pass(Buffer piece, Handler<Buffer> handler) {
        seen += piece.length();
        if (seen <= most) {
            handler.handle(piece);
        } else if (!failed) {
            failed = true;
            if (onFailure != null) {
                onFailure.handle(new TooLarge());
            }
        }
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public BoundedBody endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public BoundedBody pause() {
        body.pause();
        return this;
    }

    @Override
    public BoundedBody resume() {
        body.resume();
        return this;
    }

    @Override
    public BoundedBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
