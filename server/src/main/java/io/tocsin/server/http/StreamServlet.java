package io.tocsin.server.http;

import io.tocsin.server.accounts.Session;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets pages read along the {@link Stream}. A servlet of its own, for it writes without ever blocking: a reader that is
 * slow or dead holds no thread up and costs at most {@value #WAITING_BYTES_MAX} bytes.
 */
final class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(StreamServlet.class);
    static final String PATH = "/api/v1/stream";
    static final int WAITING_BYTES_MAX = 8 << 20;

    private final transient Stream stream;
    private final transient Guard guard;

    StreamServlet(Stream stream, Guard guard) {
        this.stream = stream;
        this.guard = guard;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            guard.requireHost(request);
            if (!request.getMethod().equals("GET")) {
                throw new Refused(Refused.Code.UNKNOWN, "No such path: " + PATH);
            }
            Session session =
                    guard.session(request).orElseThrow(() -> new Refused(Refused.Code.SIGN_IN_NEEDED, "Sign in first"));
            read(request, response, session);
        } catch (Refused refused) {
            response.setStatus(refused.status());
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(Answers.problem(refused.status(), refused.code(), refused.detail(), json -> {}));
        }
    }

    private void read(HttpServletRequest request, HttpServletResponse response, Session session) throws IOException {
        Reader reader = new Reader(session);
        if (!stream.join(reader)) {
            throw new Refused(Refused.Code.TOO_MANY, "Expected at most " + Stream.CONNECTIONS_MAX + " readers");
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        reader.begin(async, response.getOutputStream());
    }

    /** One page that reads along. */
    private static final class Reader implements Stream.Connection, WriteListener {
        private final Session session;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private @Nullable AsyncContext async;
        private @Nullable ServletOutputStream out;
        private int waitingBytes;
        private boolean begun;
        private boolean flushed = true;
        private boolean finishing;
        private boolean closed;

        Reader(Session session) {
            this.session = session;
        }

        /** What was offered before waits until now. */
        synchronized void begin(AsyncContext asyncNow, ServletOutputStream outNow) {
            async = asyncNow;
            out = outNow;
            if (closed) {
                asyncNow.complete();
            } else {
                outNow.setWriteListener(this);
            }
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public synchronized Stream.Taken offer(byte[] message) {
            if (closed) {
                return Stream.Taken.GONE;
            }
            if (waitingBytes + message.length > WAITING_BYTES_MAX) {
                return Stream.Taken.BEHIND;
            }
            waiting.add(message);
            waitingBytes += message.length;
            if (begun) {
                write();
            }
            return closed ? Stream.Taken.GONE : Stream.Taken.TAKEN;
        }

        @Override
        public synchronized void finish() {
            finishing = true;
            if (begun) {
                write();
            }
        }

        @Override
        public synchronized void onWritePossible() {
            begun = true;
            write();
        }

        /** As much as the connection takes now; the container calls again when it takes more. */
        private void write() {
            ServletOutputStream to = Objects.requireNonNull(out);
            try {
                while (!closed && to.isReady()) {
                    byte[] message = waiting.poll();
                    if (message != null) {
                        waitingBytes -= message.length;
                        to.write(message);
                        flushed = false;
                    } else if (!flushed) {
                        flushed = true;
                        to.flush();
                    } else if (finishing) {
                        close();
                    } else {
                        return;
                    }
                }
            } catch (IOException e) {
                close();
            }
        }

        @Override
        public void onError(Throwable fault) {
            close();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                waiting.clear();
                complete();
            }
        }

        private void complete() {
            AsyncContext ending = async;
            if (ending != null) {
                try {
                    ending.complete();
                } catch (IllegalStateException e) {
                    LOG.debug("the container has ended a stream already", e);
                }
            }
        }
    }
}
