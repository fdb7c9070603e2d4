package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.picture.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees of a site: all of it, or what belongs to his own enterprises. What belongs to none is the park's.
 *
 * @param site null before there is one: then nothing but the whole park can be told apart
 */
record Sight(Scope scope, @Nullable Site site) {
    static Sight of(Scope scope, @Nullable Values values) {
        return new Sight(scope, values == null ? null : values.site());
    }

    boolean isWholePark() {
        return scope.isWholePark();
    }

    boolean alarm(AlarmStatus alarm) {
        return scope.sees(alarm.definition().enterprise());
    }

    boolean tag(Tag tag) {
        return scope.sees(tag.enterprise());
    }

    boolean tag(@Nullable String id) {
        return isWholePark()
                || (site != null
                        && site.tags().stream().anyMatch(tag -> tag.id().equals(id) && tag(tag)));
    }

    boolean position(Position position) {
        return scope.sees(position.enterprise());
    }

    boolean warning(Warning warning) {
        return switch (warning.subject()) {
            case PARK -> isWholePark();
            case ENTERPRISE -> scope.sees(warning.id());
            case UNIT -> isWholePark() || hazard(warning.id());
        };
    }

    private boolean hazard(String id) {
        return site != null
                && site.ground().hazards().stream()
                        .anyMatch(hazard -> hazard.id().equals(id) && scope.sees(hazard.enterprise()));
    }

    boolean window(OpenWindow open) {
        Input.Window window = open.window();
        return isWholePark()
                || (site != null
                        && (window.tag() != null
                                ? tag(window.tag())
                                : site.tanks().stream()
                                        .anyMatch(tank ->
                                                tank.id().equals(window.tank()) && scope.sees(tank.enterprise()))));
    }

    List<AlarmStatus> alarms(List<AlarmStatus> all) {
        return isWholePark() ? all : all.stream().filter(this::alarm).toList();
    }

    List<Warning> warnings(List<Warning> all) {
        return all.stream().filter(this::warning).toList();
    }

    List<OpenWindow> windows(List<OpenWindow> all) {
        return all.stream().filter(this::window).toList();
    }

    /** What is nobody's but the park's. */
    <T> List<T> park(List<T> all) {
        return isWholePark() ? all : List.of();
    }

    /** Indexes of the tags. */
    List<Integer> tags() {
        List<Tag> all = Objects.requireNonNull(site, "expected a site").tags();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (tag(all.get(i))) {
                seen.add(i);
            }
        }
        return seen;
    }
}
