package io.tocsin.server.cli;

import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.FieldStatus;
import io.tocsin.simulator.Rehearsal;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.scene.Scenario;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.TimeMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin simulate}: the field devices of a site on a real broker, live or as a rehearsal. */
@Command(name = "simulate")
final class SimulateCommand implements Callable<Integer> {
    private static final long LOOK_MS = 200;

    private final Terminal terminal;

    @Mixin
    private SiteOption site = new SiteOption();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Mixin
    private IncidentOption incident = new IncidentOption("calm");

    @Option(names = "--drill", descriptionKey = "drill-simulate")
    private boolean drill;

    @Option(names = "--start", paramLabel = "TIME", descriptionKey = "start")
    private @Nullable String start;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (start != null && !drill) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            "--start 仅用于演练（--drill）：实时模拟从现在开始", "expected --start with --drill only: live begins now"));
        }
        Site read = SiteOption.site(site.read(terminal));
        BrokerAccess access = broker.access(terminal);
        Stop stop = new Stop();
        try {
            return drill ? rehearse(read, access, stop) : play(read, access, stop);
        } finally {
            stop.done();
        }
    }

    private int play(Site read, BrokerAccess access, Stop stop) throws InterruptedException, Refused {
        Scenario scenario = incident.scenario(read, site.folder());
        try (FieldDevices field =
                FieldDevices.simulate(scenario, access, incident.liveSpeed(), System::currentTimeMillis)) {
            terminal.print(
                    "模拟中：" + scenario.incident().title().zh() + "。按 Ctrl-C 停止。",
                    "Simulating: " + scenario.incident().title().en() + ". Ctrl-C stops.");
            watch(stop, field);
            field.stop();
            FieldStatus end = field.status();
            terminal.print(
                    "已发布 " + end.published() + "，已确认 " + end.acked() + "，已丢弃 " + end.dropped(),
                    end.published() + " published, " + end.acked() + " acknowledged, " + end.dropped() + " dropped");
            return Exit.DONE;
        }
    }

    private static void watch(Stop stop, FieldDevices field) throws InterruptedException, Refused {
        while (!stop.asked(LOOK_MS, TimeUnit.MILLISECONDS)) {
            FieldStatus now = field.status();
            if (now.failure().isPresent()) {
                throw new Refused(Exit.ENVIRONMENT, Text.of(now.failure().get()));
            }
        }
    }

    /** The whole incident, to where nothing new is to be seen. */
    private int rehearse(Site read, BrokerAccess access, Stop stop) throws InterruptedException, Refused {
        Scenario scenario = incident.scenario(read, site.folder(), true);
        long startMs = Moment.of("--start", start, System.currentTimeMillis());
        Feed feed = scenario.open(TimeMap.same(startMs));
        Rehearsal rehearsal = new Rehearsal(access, incident.drillSpeed());
        stop.whenAsked(rehearsal::cancel);
        Optional<String> failure = rehearsal.run(feed, startMs + scenario.lengthMs());
        if (failure.isPresent()) {
            throw new Refused(Exit.ENVIRONMENT, Text.of(failure.get()));
        }
        terminal.print(
                "演练完成：" + scenario.incident().title().zh() + "，" + rehearsal.published() + " 条消息",
                "Rehearsed: " + scenario.incident().title().en() + ", " + rehearsal.published() + " messages");
        return Exit.DONE;
    }
}
