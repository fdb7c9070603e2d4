package io.tocsin.server.gateways;

import io.tocsin.config.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody whom the broker knows by name.
 *
 * @param name user name at the broker; for a gateway its id in the site
 * @param park code of the park
 * @param enterprise that a gateway speaks for; empty for the others
 * @param hash of the password, see {@link BrokerPassword}
 * @param changedMs when the password was set
 */
public record Identity(String name, Kind kind, String park, String enterprise, String hash, long changedMs) {
    private static final String DRILL_CLOCK = "tocsin/drill/clock";

    /** What an identity is there for. */
    public enum Kind {
        /** Speaks for one gateway of one enterprise. */
        GATEWAY("网关", "gateway"),
        /** Speaks for the cameras of all gates. */
        GATES("卡口", "gate controller"),
        /** Speaks for the key-site cameras. */
        CAMERAS("重点部位视频", "key-site cameras"),
        /** Tocsin itself: hears all, and tells gateways what is durable. */
        ENGINE("引擎", "engine"),
        /** Speaks for everybody, at a broker for exercises. */
        SIMULATOR("模拟器", "simulator");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        /** For people. */
        public Text text() {
            return new Text(zh, en);
        }

        /** The word in files and on the command line. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code().equals(code))
                    .findFirst();
        }
    }

    /** The least with which it can do what it is there for. */
    public Right right() {
        return right(kind, park, enterprise, name);
    }

    static Right right(Kind kind, String park, String enterprise, String name) {
        String here = "park/" + park + '/';
        String own = here + enterprise + '/' + name + '/';
        return switch (kind) {
            case GATEWAY -> new Right(List.of(own + "telemetry", own + "status"), List.of(own + "acked"));
            case GATES -> new Right(List.of(here + "gates/+/passages"), List.of());
            case CAMERAS -> new Right(List.of(here + "cameras/+/events"), List.of());
            case ENGINE -> new Right(List.of(here + "+/+/acked"), List.of(here + "#", DRILL_CLOCK));
            case SIMULATOR ->
                new Right(
                        List.of(
                                here + "+/+/telemetry",
                                here + "+/+/status",
                                here + "gates/+/passages",
                                "tocsin/broker/probe/+",
                                DRILL_CLOCK),
                        List.of(here + "+/+/acked", "tocsin/broker/#"));
        };
    }
}
