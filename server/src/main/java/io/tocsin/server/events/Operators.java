package io.tocsin.server.events;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.rules.Input;
import java.util.List;

/** Says who somebody is that a command names. Any thread. */
public interface Operators {
    /** Whoever is named acts as a supervisor of the whole park, who holds all positions. */
    Operators DECLARED = Operators::declared;

    /** @param rules whose positions there are now */
    Input.Principal named(String operator, String via, Annunciation rules);

    private static Input.Principal declared(String operator, String via, Annunciation rules) {
        return new Input.Principal(
                operator,
                via,
                Input.Role.SUPERVISOR,
                List.of(),
                rules.positions().stream().map(Position::id).toList());
    }
}
