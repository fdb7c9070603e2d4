package io.tocsin.server.targets;

import io.tocsin.config.Target;
import io.tocsin.config.Text;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Targets for tests. */
final class Sample {
    static final String SECRET = "sixteen-letters!";
    static final Target.Choice ALL = new Target.Choice(
            List.of("RAISED", "REALARMED", "ESCALATED"), List.of(), List.of(), false, List.of(), Target.From.BEGINNING);
    static final About ABOUT = new About(
            "binhai",
            new Text("滨海化工园", "Binhai"),
            ZoneId.of("Asia/Shanghai"),
            Map.of("duty", new Text("园区值班", "Park duty")));

    private Sample() {}

    static Target hook(String url) {
        return hook(url, ALL);
    }

    static Target hook(String url, Target.Choice choice) {
        return new Target("hook", Target.Kind.WEBHOOK, url, SECRET, choice, null);
    }

    static Target mail(String url, String user, String password, List<String> recipients) {
        return new Target(
                "mail",
                Target.Kind.EMAIL,
                url,
                "",
                ALL,
                new Target.Mail(user, password, "tocsin@park.example", recipients, Target.Language.ZH, 60_000));
    }
}
