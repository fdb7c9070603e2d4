package io.tocsin.server.targets;

import io.tocsin.config.Target;
import java.util.Set;

/** Whether a target is told of an event. Pure. */
record Selection(Target.Choice choice) {
    /** These are told where people hear of them at the console too; what is suppressed stays quiet here as well. */
    private static final Set<String> SOUNDED = Set.of("RAISED", "REALARMED");

    boolean tells(ToldEvent event) {
        return !event.drill()
                && choice.events().contains(event.type())
                && (event.annunciated() || !SOUNDED.contains(event.type()))
                && isOfPriority(event)
                && isOfEnterprise(event)
                && isOfPosition(event);
    }

    private boolean isOfPriority(ToldEvent event) {
        return choice.priorities().isEmpty() || choice.priorities().contains(event.priority());
    }

    private boolean isOfEnterprise(ToldEvent event) {
        String enterprise = event.text("enterprise");
        return choice.enterprises().isEmpty()
                || (enterprise != null && choice.enterprises().contains(enterprise));
    }

    private boolean isOfPosition(ToldEvent event) {
        if (choice.positions().isEmpty()) {
            return true;
        }
        String position = event.text("position");
        boolean responsible = position != null && choice.positions().contains(position);
        return responsible || (choice.informed() && event.informed().stream().anyMatch(choice.positions()::contains));
    }
}
