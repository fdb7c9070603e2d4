package io.tocsin.server.past;

import java.util.Set;

/** What an occurrence may be searched by; each is equal to what was asked, to the letter. */
public enum Filter {
    TAG("tag", "o.tag = :tag"),
    ALARM("alarm", "o.alarm = :alarm"),
    ENTERPRISE("enterprise", "o.enterprise = :enterprise"),
    STATE("state", "o.state = :state"),
    PRIORITY("priority", "o.priority = :priority"),
    /** Something of this type happened to it. */
    TYPE("type", "o.seq IN (SELECT e.occurrence FROM event e WHERE e.type = :type)"),
    /** This person did something to it. */
    OPERATOR("operator", "o.seq IN (SELECT e.occurrence FROM event e WHERE e.operator = :operator)");

    private static final Set<String> COMMON = Set.of("RAISED", "CLEARED", "ACKNOWLEDGED");

    private final String parameter;
    private final String condition;

    Filter(String parameter, String condition) {
        this.parameter = parameter;
        this.condition = condition;
    }

    /** Its name in a request. */
    public String parameter() {
        return parameter;
    }

    /** In SQL, with a place for the value. What most occurrences had is looked for in each as it comes. */
    String condition(String value) {
        return this == TYPE && COMMON.contains(value)
                ? "EXISTS (SELECT 1 FROM event e WHERE e.type = :type AND e.occurrence = o.seq)"
                : condition;
    }
}
