package io.tocsin.server.http;

import io.javalin.http.Context;
import io.tocsin.server.accounts.Session;
import io.tocsin.server.accounts.SignIn;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask: only requests that name this host, only signed-in people below {@code /api/v1}, and nothing is done for a
 * request that another page could have sent. Thread-safe.
 */
final class Guard {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String SESSION = "session";
    private static final String API = "/api/v1/";
    private static final Set<String> OPEN =
            Set.of("/api/v1/session", "/api/v1/session/setup", "/api/v1/session/link", "/api/v1/openapi.json");

    private final Set<String> names;
    private final SignIn accounts;

    Guard(String bind, SignIn accounts) {
        this.accounts = accounts;
        names = new HashSet<>(LOOPBACK_NAMES);
        String lower = bind.toLowerCase(Locale.ROOT);
        names.add(bind.indexOf(':') < 0 ? lower : "[" + lower + "]");
    }

    /** Refuses what may not be; else remembers whose session it is. */
    void check(Context ctx) {
        requireHost(ctx.req());
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-store");
        boolean reads =
                ctx.req().getMethod().equals("GET") || ctx.req().getMethod().equals("HEAD");
        if (!reads) {
            requireOwnPage(ctx.req());
        }
        if (ctx.path().startsWith(API) && !OPEN.contains(ctx.path())) {
            Session session =
                    session(ctx.req()).orElseThrow(() -> new Refused(Refused.Code.SIGN_IN_NEEDED, "Sign in first"));
            ctx.attribute(SESSION, session);
            if (!reads) {
                requireCsrf(ctx.req(), session);
            }
        }
    }

    /** Everything the page is made of is its own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void requireHost(HttpServletRequest request) {
        String host = request.getHeader("Host");
        String named = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (!names.contains(named.replaceFirst(":\\d+$", ""))) {
            throw new Refused(Refused.Code.FOREIGN_HOST, "Expected a loopback host, was " + named);
        }
    }

    private static void requireOwnPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refused(Refused.Code.FOREIGN_REQUEST, "Expected a request of this page, was of " + site);
        }
    }

    static void requireCsrf(HttpServletRequest request, Session session) {
        String sent = request.getHeader("X-Csrf");
        byte[] expected = session.csrf().getBytes(StandardCharsets.UTF_8);
        if (sent == null || !MessageDigest.isEqual(expected, sent.getBytes(StandardCharsets.UTF_8))) {
            throw new Refused(Refused.Code.FOREIGN_REQUEST, "Expected the session's value in the header X-Csrf");
        }
    }

    /** The session that a request's cookie names. */
    Optional<Session> session(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            String name = cookieName(request);
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return accounts.session(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** By port: cookies do not keep two engines on one host apart. */
    static String cookieName(HttpServletRequest request) {
        return "tocsin_" + request.getLocalPort();
    }

    static Session session(Context ctx) {
        Session session = ctx.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("expected a session on every guarded path, was none path=" + ctx.path());
        }
        return session;
    }
}
