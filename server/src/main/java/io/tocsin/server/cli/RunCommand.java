package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.server.Station;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin run}: the engine for a site. */
@Command(name = "run")
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter DRILL_FOLDER =
            DateTimeFormatter.ofPattern("'drill'-uuuuMMdd-HHmmss-SSS", Locale.ROOT);

    private final Terminal terminal;

    @Mixin
    private SiteOption site = new SiteOption();

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--http-port", paramLabel = "PORT", converter = Port.class, descriptionKey = "http-port")
    private @Nullable Integer httpPort;

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

    @Option(names = "--drill", descriptionKey = "drill-run")
    private boolean drill;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        SiteReader.Result read = site.read(terminal);
        Site configured = SiteOption.site(read);
        Path folder = home.folder(drill ? drillFolder() : "engine", terminal);
        OwnBroker broker = OwnBroker.of(home.base(terminal), configured);
        Stop stop = new Stop();
        try (Neighbours neighbours = Neighbours.start(
                        broker.asEngine(wanted(configured)),
                        folder,
                        new Neighbours.Ports(mqttPort, kafkaPort),
                        broker.access());
                Station station = Station.start(
                        read,
                        new Station.Options(
                                folder,
                                listening(neighbours.settings()),
                                drill,
                                site.folder(),
                                home.base(terminal),
                                neighbours.series()))) {
            Announcement announcement = new Announcement(terminal, neighbours.settings(), station.httpPort());
            announcement.print(station);
            announcement.printSetUp(station);
            return Watch.until(stop, station, terminal);
        } finally {
            stop.done();
        }
    }

    /** A drill keeps no series: neither in the live engine's store nor in one of its own. */
    private Settings wanted(Site configured) {
        Settings settings = configured.settings();
        return drill ? settings.withSeriesUrl(Settings.OFF) : settings;
    }

    /** A drill begins with nothing: its time may lie before that of the last one. */
    private static String drillFolder() {
        return DRILL_FOLDER.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private Settings listening(Settings settings) {
        Integer port = httpPort;
        return port == null ? settings : settings.withHttpPort(port);
    }
}
