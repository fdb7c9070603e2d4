package io.tocsin.simulator.plant;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole site at work, stepped through its own time.
 *
 * <p>Not thread-safe. The same site, incident, seed and times give the same bytes, however many steps are taken.
 */
public final class Plant implements Feed {
    private final TimeMap time;
    private final List<Incident.Step> steps;
    private final Map<String, TankContents> contents = new LinkedHashMap<>();
    private final List<TankOperation> operations = new ArrayList<>();
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final List<GatewayScan> scans = new ArrayList<>();
    private int step;

    private Plant(TimeMap time, Incident incident) {
        this.time = time;
        this.steps = incident.steps();
    }

    /**
     * A plant before its first moment.
     *
     * @param incident one that {@link Incidents#check} finds nothing wrong with
     * @param time its own time begins at {@code time.t0Ms()}
     * @throws IllegalArgumentException where the incident names what the site lacks
     */
    public static Plant of(Site site, Incident incident, long seed, TimeMap time) {
        if (!Incidents.check(incident, site).isEmpty()) {
            throw new IllegalArgumentException("expected an incident of this site, was " + incident);
        }
        Plant plant = new Plant(time, incident);
        new PlantBuilder(site, incident, seed, time).build(plant);
        return plant;
    }

    @Override
    public List<FieldGateway> gateways() {
        return scans.stream().map(scan -> scan.voice().gateway()).toList();
    }

    @Override
    public long nextTimeMs() {
        long next = FINISHED;
        for (GatewayScan scan : scans) {
            next = Math.min(next, scan.dueMs());
        }
        return next;
    }

    @Override
    public List<Publication> advanceTo(long timeMs) {
        List<Publication> published = new ArrayList<>();
        for (long t = nextEventMs(); t <= timeMs && t != FINISHED; t = nextEventMs()) {
            runIncident(t);
            for (TankOperation operation : operations) {
                operation.operate(t);
            }
            for (GatewayScan scan : scans) {
                if (scan.dueMs() <= t) {
                    published.addAll(scan.scan(t, time.stampMs(t)));
                }
            }
        }
        return published;
    }

    void add(String tank, TankContents inside, TankOperation operation) {
        contents.put(tank, inside);
        operations.add(operation);
    }

    void add(GatewayScan scan) {
        scans.add(scan);
    }

    void add(int gateway, Tag tag, Instrument instrument, long intervalMs) {
        instruments.put(tag.id(), instrument);
        scans.get(gateway).add(instrument, intervalMs);
    }

    TankContents contents(String tank) {
        return known(contents, tank);
    }

    Instrument instrument(String tag) {
        return known(instruments, tag);
    }

    private long nextEventMs() {
        long next = nextTimeMs();
        if (step < steps.size()) {
            next = Math.min(next, stepMs());
        }
        for (TankOperation operation : operations) {
            next = Math.min(next, Math.max(time.t0Ms(), operation.nextMs()));
        }
        return next;
    }

    private long stepMs() {
        return time.t0Ms() + steps.get(step).afterMs();
    }

    private void runIncident(long timeMs) {
        while (step < steps.size() && stepMs() <= timeMs) {
            run(steps.get(step).action(), timeMs);
            step++;
        }
    }

    private void run(Action action, long timeMs) {
        if (action instanceof Action.SetInflow flow) {
            contents(flow.tank()).inflow(timeMs, flow.m3PerHour());
        } else if (action instanceof Action.SetOutflow flow) {
            contents(flow.tank()).outflow(timeMs, flow.m3PerHour());
        } else if (action instanceof Action.Leak leak) {
            instrument(leak.tag()).leak(timeMs, leak);
        } else if (action instanceof Action.Fail fail) {
            instrument(fail.tag()).fail(timeMs + fail.forMs());
        } else if (action instanceof Action.Silence silence) {
            scans.stream()
                    .filter(scan -> scan.voice().gateway().id().equals(silence.gateway()))
                    .forEach(scan -> scan.silence(timeMs + silence.forMs()));
        }
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalStateException("expected one of " + all.keySet() + ", was " + name);
        }
        return found;
    }
}
