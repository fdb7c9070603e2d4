package io.tocsin.server.gateways;

import java.util.List;

/**
 * What one identity may do at the broker: nothing but this.
 *
 * @param publish filters of the topics that it may publish on
 * @param subscribe filters that it may subscribe to, and narrower ones
 */
public record Right(List<String> publish, List<String> subscribe) {
    static final Right NONE = new Right(List.of(), List.of());

    public boolean mayPublish(String topic) {
        return publish.stream().anyMatch(right -> covers(right, topic));
    }

    public boolean maySubscribe(String filter) {
        return subscribe.stream().anyMatch(right -> covers(right, filter));
    }

    /** True where every topic of the filter asked for is one of the right's; a topic is a filter of itself. */
    static boolean covers(String right, String asked) {
        String[] allowed = right.split("/", -1);
        String[] levels = asked.split("/", -1);
        for (int i = 0; i < allowed.length; i++) {
            if (allowed[i].equals("#")) {
                return true;
            }
            if (i == levels.length || levels[i].equals("#")) {
                return false;
            }
            if (!allowed[i].equals("+") && !allowed[i].equals(levels[i])) {
                return false;
            }
        }
        return allowed.length == levels.length;
    }
}
