package io.tocsin.simulator.plant;

import io.tocsin.config.Condition;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Routes;
import io.tocsin.simulator.telemetry.TimeMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a plant together from what a site says of its tanks and tags. */
final class PlantBuilder {
    /** How often a tag is polled whose site does not say. */
    private static final long INTERVAL_MS = 5_000;

    private final Site site;
    private final Incident incident;
    private final long seed;
    private final TimeMap time;
    private final long beginMs;
    private final Map<String, TankAtWork> tanks = new LinkedHashMap<>();

    /** @param beginMs the plant's first moment, heard or not */
    PlantBuilder(Site site, Incident incident, long seed, TimeMap time, long beginMs) {
        this.site = site;
        this.incident = incident;
        this.seed = seed;
        this.time = time;
        this.beginMs = beginMs;
    }

    private record TankAtWork(Tank tank, TankContents contents, TankSignals signals) {}

    void build(Plant plant) {
        for (Site.Tank spec : site.tanks()) {
            addTank(plant, Tank.of(site, spec));
        }
        Routes routes = Routes.of(site);
        for (int i = 0; i < routes.gateways().size(); i++) {
            GatewayVoice voice = GatewayVoice.of(
                    routes.gateways().get(i), i, time.startMs(), site.settings().ingest());
            plant.add(new GatewayScan(voice, beginMs));
        }
        for (int i = 0; i < site.tags().size(); i++) {
            Tag tag = site.tags().get(i);
            plant.add(routes.gatewayOf(i), tag, instrument(tag), tag.intervalMs() > 0 ? tag.intervalMs() : INTERVAL_MS);
        }
    }

    private void addTank(Plant plant, Tank tank) {
        Noise noise = Noise.of(seed, tank.spec().id());
        double startM = startLevelM(tank).orElseGet(() -> TankOperation.startLevelM(tank, noise));
        TankContents contents = new TankContents(tank.shape(), startM, beginMs);
        plant.add(tank.spec().id(), contents, new TankOperation(tank, contents, noise, isNamed(tank)));
        if (tank.first(Metric.SWITCH).isPresent()) {
            tank.levelLimitM(Condition.HH)
                    .ifPresent(highHighM -> plant.add(tank.spec().id(), new Interlock(contents, highHighM)));
        }
        TankSignals signals = new TankSignals(tank, contents, noise, zoneOffsetMs());
        tanks.put(tank.spec().id(), new TankAtWork(tank, contents, signals));
    }

    private long zoneOffsetMs() {
        Instant start = Instant.ofEpochMilli(beginMs);
        return 1000L * site.park().zone().getRules().getOffset(start).getTotalSeconds();
    }

    private Instrument instrument(Tag tag) {
        Noise noise = Noise.of(seed, tag.id());
        Transmitter transmitter = Signals.isDiscrete(tag) ? Transmitter.discrete() : Transmitter.of(tag);
        return new Instrument(tag.id(), signal(tag, noise), transmitter, noise);
    }

    private Signal signal(Tag tag, Noise noise) {
        @Nullable TankAtWork at = tag.tank() == null ? null : tanks.get(tag.tank());
        if (Signals.isDiscrete(tag)) {
            double normal = Signals.normalState(tag);
            if (at != null && tag.metric().equals(Metric.SWITCH)) {
                return highHighSwitch(tag, at);
            }
            return at != null && tag.metric().equals(Metric.VALVE) ? inletValve(tag, at) : timeMs -> normal;
        }
        if (Signals.isGas(tag)) {
            return Signals.background(tag, noise);
        }
        if (at == null) {
            return new Surroundings(tag, noise, isDry(tag), zoneOffsetMs())
                    .signal()
                    .orElseGet(() -> Signals.calm(tag, noise));
        }
        return tankSignal(tag, at, noise);
    }

    /** It does not rain here. */
    private boolean isDry(Tag tag) {
        return site.ground().outlets().stream()
                .anyMatch(outlet ->
                        outlet.kind() == Site.OutletKind.RAIN && outlet.tags().contains(tag.id()));
    }

    private static Signal tankSignal(Tag tag, TankAtWork at, Noise noise) {
        if (tag.metric().equals(Metric.LEVEL)) {
            return at.signals().level(tag);
        }
        if (tag.metric().equals(Metric.PRESSURE)) {
            return at.signals().pressure(tag);
        }
        if (tag.metric().equals(Metric.TEMPERATURE)) {
            boolean difference = Quantity.of(tag) == Quantity.DT;
            return difference ? at.signals().stratification(tag) : at.signals().temperatureC();
        }
        return tag.metric().equals(Metric.FLOW) ? at.signals().inflow() : Signals.calm(tag, noise);
    }

    /** An instrument of its own: it sees the true level, not what the level gauge says. */
    private static Signal highHighSwitch(Tag tag, TankAtWork at) {
        double normal = Signals.normalState(tag);
        double tripped = Signals.trippedState(tag);
        double highHighM = at.tank().levelLimitM(Condition.HH).orElse(Double.POSITIVE_INFINITY);
        return timeMs -> at.contents().levelM(timeMs) >= highHighM ? tripped : normal;
    }

    /** A tank's valve is its inlet: it is open while something flows in. */
    private static Signal inletValve(Tag tag, TankAtWork at) {
        double open = Signals.openState(tag);
        double closed = open == 0 ? 1 : 0;
        return timeMs -> at.contents().inflowM3PerHour() > 0 ? open : closed;
    }

    /** Where the incident wants the tank to start. */
    private Optional<Double> startLevelM(Tank tank) {
        String id = tank.spec().id();
        for (Incident.Step step : incident.steps()) {
            if (step.action() instanceof Action.StartAt start && start.tank().equals(id)) {
                return Optional.of(start.levelM());
            }
            if (step.action() instanceof Action.StartJustUnder start
                    && start.tank().equals(id)) {
                return justUnderM(tank, start.limit());
            }
        }
        return Optional.empty();
    }

    /** The highest level that the gauge still rounds down, whatever its noise. */
    private static Optional<Double> justUnderM(Tank tank, Condition limit) {
        Tag level = tank.first(Metric.LEVEL).orElseThrow();
        Transmitter gauge = Transmitter.of(level);
        double hiddenM = (gauge.resolution() / 2 + 1.5 * gauge.noiseHalfWidth()) * tank.metres(level);
        return tank.levelLimitM(limit).map(limitM -> limitM - hiddenM);
    }

    private boolean isNamed(Tank tank) {
        return incident.steps().stream()
                .map(Incident.Step::action)
                .anyMatch(action -> action instanceof Action.OnTank onTank
                        && onTank.tank().equals(tank.spec().id()));
    }
}
