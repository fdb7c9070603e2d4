package io.tocsin.simulator.plant;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldClient;
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
    private final long beginMs;
    private final List<Incident.Step> steps;
    private final Map<String, TankContents> contents = new LinkedHashMap<>();
    private final List<TankOperation> operations = new ArrayList<>();
    private final Map<String, Interlock> interlocks = new LinkedHashMap<>();
    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final List<GatewayScan> scans = new ArrayList<>();
    private int step;

    private Plant(TimeMap time, Incident incident, long joinMs) {
        this.time = time;
        this.beginMs = time.t0Ms() - joinMs;
        this.steps = incident.steps();
    }

    /** A plant before its first moment, whose incident begins then. */
    public static Plant of(Site site, Incident incident, long seed, TimeMap time) {
        return of(site, incident, seed, time, 0);
    }

    /**
     * A plant before its first moment.
     *
     * @param incident one that {@link Incidents#check} finds nothing wrong with
     * @param time its own time begins at {@code time.t0Ms()}
     * @param joinMs how long the incident has been going on by then, unheard
     * @throws IllegalArgumentException where the incident names what the site lacks
     */
    public static Plant of(Site site, Incident incident, long seed, TimeMap time, long joinMs) {
        if (!Incidents.check(incident, site).isEmpty()) {
            throw new IllegalArgumentException("expected an incident of this site, was " + incident);
        }
        Plant plant = new Plant(time, incident, joinMs);
        new PlantBuilder(site, incident, seed, time, plant.beginMs).build(plant);
        plant.skip();
        return plant;
    }

    @Override
    public List<FieldClient> clients() {
        return scans.stream().map(scan -> (FieldClient) scan.gateway()).toList();
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
            work(t, published);
            for (GatewayScan scan : scans) {
                if (scan.dueMs() <= t) {
                    published.addAll(scan.scan(t, time.stampMs(t)));
                }
            }
        }
        return published;
    }

    /** Comes to the first moment that is heard. */
    private void skip() {
        for (long t = nextEventMs(); t < time.t0Ms(); t = nextEventMs()) {
            work(t, new ArrayList<>());
            for (GatewayScan scan : scans) {
                scan.pass(t);
            }
        }
        scans.forEach(scan -> scan.comeUp(time.t0Ms()));
    }

    private void work(long timeMs, List<Publication> published) {
        while (step < steps.size() && stepMs() <= timeMs) {
            run(steps.get(step).action(), timeMs, published);
            step++;
        }
        for (TankOperation operation : operations) {
            operation.operate(timeMs);
        }
        for (Interlock interlock : interlocks.values()) {
            interlock.guard(timeMs);
        }
    }

    void add(String tank, TankContents inside, TankOperation operation) {
        contents.put(tank, inside);
        operations.add(operation);
    }

    void add(String tank, Interlock interlock) {
        interlocks.put(tank, interlock);
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
            next = Math.min(next, Math.max(beginMs, operation.nextMs()));
        }
        return next;
    }

    private long stepMs() {
        return beginMs + steps.get(step).afterMs();
    }

    private void run(Action action, long timeMs, List<Publication> published) {
        if (action instanceof Action.OnTank onTank) {
            runOnTank(onTank, timeMs);
        } else if (action instanceof Action.OnTag onTag) {
            runOnTag(onTag, instrument(onTag.tag()), timeMs);
        } else if (action instanceof Action.OnGateway onGateway) {
            for (GatewayScan scan : scans) {
                if (scan.gateway().id().equals(onGateway.gateway())) {
                    runOnGateway(onGateway, scan, timeMs, published);
                }
            }
        }
    }

    private void runOnTank(Action.OnTank action, long timeMs) {
        if (action instanceof Action.SetInflow flow) {
            contents(flow.tank()).inflow(timeMs, flow.m3PerHour());
        } else if (action instanceof Action.SetOutflow flow) {
            contents(flow.tank()).outflow(timeMs, flow.m3PerHour());
        } else if (action instanceof Action.FailInterlock && interlocks.containsKey(action.tank())) {
            known(interlocks, action.tank()).fail();
        }
    }

    private static void runOnTag(Action.OnTag action, Instrument instrument, long timeMs) {
        if (action instanceof Action.Leak leak) {
            instrument.leak(timeMs, leak);
        } else if (action instanceof Action.Fail fail) {
            instrument.fail(timeMs + fail.forMs());
        } else if (action instanceof Action.Ramp ramp) {
            instrument.ramp(timeMs, ramp);
        }
    }

    private void runOnGateway(Action.OnGateway action, GatewayScan scan, long timeMs, List<Publication> published) {
        if (action instanceof Action.Silence silence) {
            scan.silence(timeMs + silence.forMs());
        } else if (action instanceof Action.Dark dark) {
            published.add(scan.goDark(timeMs + dark.forMs(), time.stampMs(timeMs)));
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
