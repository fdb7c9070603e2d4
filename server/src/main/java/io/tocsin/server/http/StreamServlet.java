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
import java.util.Queue;

/**
 * Lets pages read along the {@link Stream}. A servlet of its own, for it writes without ever blocking: a reader that is
 * slow or dead holds no thread up and costs at most {@value #WAITING_BYTES_MAX} bytes.
 */
final class StreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    static final int WAITING_BYTES_MAX = 8 << 20;

    private final transient Stream stream;
    private final transient Guard guard;

    StreamServlet(Stream stream, Guard guard) {
        this.stream = stream;
        this.guard = guard;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            guard.requireHost(request);
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
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Reader reader = new Reader(session, async, response.getOutputStream());
        if (!stream.join(reader)) {
            async.complete();
            throw new Refused(Refused.Code.TOO_MANY, "Expected at most " + Stream.CONNECTIONS_MAX + " readers");
        }
        reader.begin();
    }

    /** One page that reads along. */
    private static final class Reader implements Stream.Connection, WriteListener {
        private final Session session;
        private final AsyncContext async;
        private final ServletOutputStream out;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private int waitingBytes;
        private boolean begun;
        private boolean flushed = true;
        private boolean closed;

        Reader(Session session, AsyncContext async, ServletOutputStream out) {
            this.session = session;
            this.async = async;
            this.out = out;
        }

        void begin() {
            out.setWriteListener(this);
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public synchronized boolean offer(byte[] message) {
            if (closed || waitingBytes + message.length > WAITING_BYTES_MAX) {
                return false;
            }
            waiting.add(message);
            waitingBytes += message.length;
            if (begun) {
                write();
            }
            return !closed;
        }

        @Override
        public synchronized void onWritePossible() {
            begun = true;
            write();
        }

        /** As much as the connection takes now; the container calls again when it takes more. */
        private void write() {
            try {
                while (!closed && out.isReady()) {
                    byte[] message = waiting.poll();
                    if (message != null) {
                        waitingBytes -= message.length;
                        out.write(message);
                        flushed = false;
                    } else if (!flushed) {
                        flushed = true;
                        out.flush();
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
                try {
                    async.complete();
                } catch (IllegalStateException e) {
                    // The container has ended it already.
                    closed = true;
                }
            }
        }
    }
}
