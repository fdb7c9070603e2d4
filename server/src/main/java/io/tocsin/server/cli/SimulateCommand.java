package io.tocsin.server.cli;

import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.FieldStatus;
import io.tocsin.simulator.SimulationOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tocsin simulate}: the field devices of a site on a real broker. */
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

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Site read = SiteOption.site(site.read(terminal));
        SimulationOptions options = incident.options(read, broker.access(terminal), terminal);
        Stop stop = new Stop();
        try (FieldDevices field = FieldDevices.simulate(read, options, System::currentTimeMillis)) {
            terminal.print(
                    "模拟中：" + options.incident().title().zh() + "。按 Ctrl-C 停止。",
                    "Simulating: " + options.incident().title().en() + ". Ctrl-C stops.");
            watch(stop, field);
            field.stop();
            FieldStatus end = field.status();
            terminal.print(
                    "已发布 " + end.published() + "，已确认 " + end.acked() + "，已丢弃 " + end.dropped(),
                    end.published() + " published, " + end.acked() + " acknowledged, " + end.dropped() + " dropped");
            return Exit.DONE;
        } finally {
            stop.done();
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
}
