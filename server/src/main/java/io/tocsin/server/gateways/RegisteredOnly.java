package io.tocsin.server.gateways;

import io.tocsin.embedded.Access;
import io.tocsin.server.gateways.Identity.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The registered identities as the embedded broker asks for them. While nobody is registered everybody is let in; from the
 * first on, only those who are, and whoever works in our own process under a name that nobody can register. Thread-safe.
 */
public final class RegisteredOnly implements Access {
    private static final long LOOK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Identities identities;
    private final Map<String, Own> own;
    private final LongSupplier nanoTime;
    private volatile Seen seen;

    /**
     * One of ours, known for as long as this process lives.
     *
     * @param password in memory alone
     */
    public record Own(String user, String password, Right right) {
        /** Our engine; in a drill it hears everything by one filter, so that the clock comes in order. */
        public static Own engine(String park, String password) {
            Right right = Identity.right(Kind.ENGINE, park, "", "");
            return of(Kind.ENGINE, password, new Right(right.publish(), List.of("#")));
        }

        public static Own field(String park, String password) {
            return of(Kind.SIMULATOR, password, Identity.right(Kind.SIMULATOR, park, "", ""));
        }

        /** Under a name that is no identity's. */
        private static Own of(Kind kind, String password, Right right) {
            return new Own('$' + kind.code(), password, right);
        }

        @Override
        public String toString() {
            return "Own[user=" + user + ", password=***]";
        }
    }

    private record Seen(long atNs, Map<String, Identity> byName, Map<String, Right> rights) {}

    public RegisteredOnly(Identities identities, List<Own> own, LongSupplier nanoTime) {
        this.identities = identities;
        this.own = own.stream().collect(Collectors.toUnmodifiableMap(Own::user, each -> each));
        this.nanoTime = nanoTime;
        seen = look();
    }

    private Seen look() {
        List<Identity> all = identities.all();
        return new Seen(
                nanoTime.getAsLong(),
                all.stream().collect(Collectors.toUnmodifiableMap(Identity::name, each -> each)),
                all.stream().collect(Collectors.toUnmodifiableMap(Identity::name, Identity::right)));
    }

    private Seen seen() {
        Seen now = seen;
        if (nanoTime.getAsLong() - now.atNs() < LOOK_EVERY_NS) {
            return now;
        }
        Seen fresh = look();
        seen = fresh;
        return fresh;
    }

    @Override
    public boolean isOpen() {
        return seen().byName().isEmpty();
    }

    @Override
    public boolean admits(String user, String password) {
        Own ours = own.get(user);
        if (ours != null) {
            return ours.password().equals(password);
        }
        Identity identity = seen().byName().get(user);
        return identity != null && BrokerPassword.matches(password, identity.hash());
    }

    @Override
    public boolean isKnown(String user) {
        return own.containsKey(user) || seen().byName().containsKey(user);
    }

    @Override
    public boolean mayPublish(String user, String topic) {
        return right(user).mayPublish(topic);
    }

    @Override
    public boolean maySubscribe(String user, String filter) {
        return right(user).maySubscribe(filter);
    }

    private Right right(String user) {
        Own ours = own.get(user);
        return ours != null ? ours.right() : seen().rights().getOrDefault(user, Right.NONE);
    }
}
