package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.server.Station;
import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.scene.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin demo}: everything in one process, with the Binhai park simulated. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    /** Where the shipped sites lie; set by the launcher. */
    static final String SITES = "tocsin.sites";

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private IncidentOption incident = new IncidentOption("overfill");

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            converter = Port.class,
            descriptionKey = "mqtt-port",
            defaultValue = "1883")
    private int mqttPort = 1883;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            converter = Port.class,
            descriptionKey = "kafka-port",
            defaultValue = "9092")
    private int kafkaPort = 9092;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            converter = Port.class,
            descriptionKey = "http-port",
            defaultValue = "8080")
    private int httpPort = 8080;

    /** For the launcher, which lets the JVM note the classes of a start and use them at the next. */
    @Option(names = "--until-ready", hidden = true)
    private boolean untilReady;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Path binhai = binhai();
        SiteReader.Result read = SiteOption.read(binhai, terminal);
        Site site = SiteOption.site(read);
        Path folder = home.folder("demo", terminal);
        Settings wanted = site.settings()
                .withMqttUrl(Settings.EMBEDDED)
                .withKafka(Settings.EMBEDDED)
                .withKafkaOperators(Settings.Operators.DECLARED)
                .withSeriesUrl(Settings.EMBEDDED)
                .withHttpPort(httpPort);
        Scenario scenario = incident.scenario(site, binhai);
        int speed = incident.liveSpeed();
        OwnBroker broker = OwnBroker.of(home.base(terminal), site);
        Stop stop = new Stop();
        try (Neighbours neighbours = Neighbours.start(
                        broker.asEngine(wanted), folder, new Neighbours.Ports(mqttPort, kafkaPort), broker.access());
                Station station = Station.start(
                        read,
                        new Station.Options(
                                folder,
                                neighbours.settings(),
                                false,
                                binhai,
                                home.base(terminal),
                                neighbours.series()));
                FieldDevices field = FieldDevices.simulate(
                        scenario,
                        broker.asField(neighbours.settings().mqtt().url()),
                        speed,
                        System::currentTimeMillis)) {
            Watch.connected(stop, station);
            LOG.debug("field {}", field.status());
            Announcement announcement = new Announcement(terminal, neighbours.settings(), station.httpPort());
            announcement.print(station);
            announcement.printLink(station);
            tell(scenario);
            return untilReady ? Exit.DONE : Watch.until(stop, station, terminal);
        } finally {
            stop.done();
        }
    }

    private void tell(Scenario scenario) {
        terminal.print(
                "模拟中：" + scenario.incident().title().zh() + "。按 Ctrl-C 停止。所有限值均为演示值，并非法规要求。",
                "Simulating: " + scenario.incident().title().en()
                        + ". Ctrl-C stops. All limits are demonstration values, not regulation.");
    }

    private static Path binhai() throws Refused {
        Path folder = Path.of(System.getProperty(SITES, "sites")).resolve("binhai");
        if (!Files.isDirectory(folder)) {
            throw Refused.environment(
                    "找不到演示站点：" + folder, "expected the demonstration site in " + folder + ", found none");
        }
        return folder;
    }
}
