package io.tocsin.simulator.plant;

import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import java.util.List;
import java.util.Optional;

/**
 * What an action needs of a site.
 *
 * @param kind what is needed, for people
 * @param name which one
 * @param known the names that the site has
 */
record Requirement(Text kind, String name, List<String> known) {
    static Requirement of(Action action, Site site) {
        if (action instanceof Action.StartJustUnder start) {
            return underLimit(start, site);
        } else if (action instanceof Action.OnTank onTank) {
            return tank(onTank.tank(), site);
        } else if (action instanceof Action.OnTag onTag) {
            return tag(onTag.tag(), site);
        } else if (action instanceof Action.OnGateway onGateway) {
            return gateway(onGateway.gateway(), site);
        } else if (action instanceof Action.Pass pass) {
            return gate(pass.gate(), site);
        }
        throw new IllegalStateException("expected a known action, was " + action);
    }

    Optional<Problem> problem(String incident, int step) {
        if (known.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Problem.Severity.ERROR,
                "",
                0,
                0,
                "incident " + incident + ".steps[" + step + "]",
                new Text(
                        "场景 " + incident + " 需要" + kind.zh() + " " + name + "，站点中没有",
                        "expected " + kind.en() + " " + name + " in the site for incident " + incident + ", was none"),
                Nearest.to(name, known).orElse(null)));
    }

    private static Requirement tank(String tank, Site site) {
        return new Requirement(
                new Text("储罐", "a tank"),
                tank,
                site.tanks().stream().map(Site.Tank::id).toList());
    }

    private static Requirement tag(String tag, Site site) {
        return new Requirement(
                new Text("位号", "a tag"), tag, site.tags().stream().map(Tag::id).toList());
    }

    private static Requirement gateway(String gateway, Site site) {
        return new Requirement(
                new Text("网关", "a gateway"),
                gateway,
                site.gateways().stream().map(Site.Gateway::id).toList());
    }

    private static Requirement gate(String gate, Site site) {
        return new Requirement(
                new Text("卡口", "a gate"),
                gate,
                site.closure().gates().stream().map(Closure.Gate::id).toList());
    }

    /** The tank must be there, and so must the limit of its level. */
    private static Requirement underLimit(Action.StartJustUnder start, Site site) {
        Requirement tank = tank(start.tank(), site);
        if (!tank.known().contains(start.tank())) {
            return tank;
        }
        Condition limit = start.limit();
        List<String> known = site.tanks().stream()
                .filter(spec -> Tank.of(site, spec).levelLimitM(limit).isPresent())
                .map(Site.Tank::id)
                .toList();
        return new Requirement(
                new Text(limit + " 液位限值：储罐", "a level limit " + limit + " of tank"), start.tank(), known);
    }
}
