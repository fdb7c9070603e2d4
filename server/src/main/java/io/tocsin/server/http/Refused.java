package io.tocsin.server.http;

/** A request that is not answered as asked: becomes a problem of RFC 9457. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final Code code;

    /** Why, for machines; stable. */
    enum Code {
        SIGN_IN_NEEDED(401, "Nobody is signed in, or the session has ended."),
        WRONG_PASSWORD(401, "The name or the password is wrong."),
        WRONG_TOKEN(401, "The one-time token is wrong, used or too old."),
        ROLE_MISSING(403, "The account's role may not do this."),
        FOREIGN_REQUEST(403, "The request does not come from this page: its header X-Csrf or its origin is wrong."),
        FOREIGN_HOST(403, "The request names a host that is not this one."),
        NOT_UNDERSTOOD(400, "The request is not of the form that is expected."),
        PASSWORD_UNFIT(400, "The new account's name or password is not fit."),
        UNKNOWN(404, "There is no such thing."),
        NO_SITE_FILES(409, "This engine has no site files that it could take: a drill, or one that was given none."),
        SITE_REFUSED(422, "The site's files are not sound: `problems` has all that is wrong."),
        SET_UP_DONE(409, "There is an account already: the token is not needed any more."),
        TOO_MANY(503, "Too many ask at once."),
        NOT_DURABLE(503, "The command was not known to be durable in time: ask again with the same request id."),
        NO_SERIES(503, "The store of series gives no answer."),
        NO_HISTORY(503, "The alarm history gives no answer."),
        NO_JOURNAL(503, "The journal or the event log cannot be read, so that nothing can be explained."),
        FAILED(500, "The request failed: see the log.");

        private final int status;
        private final String sentence;

        Code(int status, String sentence) {
            this.status = status;
            this.sentence = sentence;
        }

        int status() {
            return status;
        }

        String sentence() {
            return sentence;
        }
    }

    Refused(Code code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        status = code.status();
    }

    int status() {
        return status;
    }

    Code code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
