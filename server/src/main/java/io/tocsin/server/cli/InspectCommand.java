package io.tocsin.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.ingest.Arrival;
import io.tocsin.server.inspect.Inspection;
import io.tocsin.server.inspect.InspectionJson;
import io.tocsin.server.inspect.InspectionText;
import io.tocsin.simulator.link.BrokerAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin inspect}: how a message was understood, field by field, out of a file or as it comes to the broker. */
@Command(name = "inspect")
final class InspectCommand implements Callable<Integer> {
    private static final int WAITING_MAX = 10_000;

    private final Terminal terminal;
    private final BlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

    @Mixin
    private SiteOption siteOption = new SiteOption();

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "payload")
    private @Nullable Path file;

    @Option(names = "--topic", paramLabel = "TOPIC", descriptionKey = "topic")
    private @Nullable String topic;

    @Option(names = "--received", paramLabel = "TIME", descriptionKey = "received")
    private @Nullable String received;

    @Option(names = "--broker", paramLabel = "URL", descriptionKey = "inspect-broker")
    private @Nullable String broker;

    @Option(names = "--count", paramLabel = "N", descriptionKey = "count", defaultValue = "0")
    private int count;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if ((file == null) == (broker == null)) {
            throw usage("应给出 FILE 或 --broker 之一", "expected one of FILE and --broker");
        }
        Site site = SiteOption.site(siteOption.read(terminal));
        return broker == null ? ofFile(site, String.valueOf(file)) : live(site, BrokerOption.access(broker, terminal));
    }

    private static Refused usage(String zh, String en) {
        return new Refused(Exit.USAGE, new Text(zh, en));
    }

    // ---- a file -----------------------------------------------------------------------------------------------------

    private int ofFile(Site site, String name) throws Exception {
        if (topic == null) {
            throw usage("文件需要 --topic：主题说明是谁的报文", "expected --topic beside a file: it says who speaks");
        }
        long receiveMs = Moment.of("--received", received, System.currentTimeMillis());
        int most = site.settings().ingest().maxPayloadBytes();
        return tell(site, Arrival.of(topic, payload(name), false, most, receiveMs)) ? Exit.DONE : Exit.DIFFERENCES;
    }

    private byte[] payload(String name) throws Refused {
        try {
            return name.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (IOException e) {
            throw Refused.environment("无法读取文件：" + name, "expected a file that can be read, was " + name);
        }
    }

    /** False where something of it was not taken. */
    private boolean tell(Site site, Arrival arrival) {
        Inspection inspection = Inspection.of(site, arrival);
        if (json) {
            terminal.out().println(new String(InspectionJson.of(inspection), UTF_8));
        } else {
            InspectionText.lines(inspection, site, terminal.language().locale()).forEach(terminal.out()::println);
            terminal.out().println();
        }
        terminal.out().flush();
        return inspection.isWhole();
    }

    // ---- the broker -------------------------------------------------------------------------------------------------

    private int live(Site site, BrokerAccess access) throws Exception {
        String filter = topic == null ? "park/" + site.park().id() + "/#" : topic;
        int most = site.settings().ingest().maxPayloadBytes();
        try (LiveMessages messages = LiveMessages.open(access, filter, most, waiting)) {
            terminal.err()
                    .println(
                            terminal.say("在听 " + filter + "，Ctrl-C 结束", "listening to " + filter + ", Ctrl-C ends it"));
            terminal.err().flush();
            boolean whole = true;
            for (int shown = 0; count == 0 || shown < count; shown++) {
                whole &= tell(site, next(messages));
                passedOver(messages.passedOver());
            }
            return whole ? Exit.DONE : Exit.DIFFERENCES;
        } catch (MqttException e) {
            throw Refused.environment("无法连接代理：" + broker, "expected a broker at " + broker + ", was " + e.getMessage());
        }
    }

    private void passedOver(long more) {
        if (more > 0) {
            terminal.err()
                    .println(terminal.say("来得太快，略过 " + more + " 条", more + " came too fast and were passed over"));
            terminal.err().flush();
        }
    }

    private Arrival next(LiveMessages messages) throws InterruptedException, Refused {
        Arrival next = null;
        while (next == null) {
            next = waiting.poll(1, TimeUnit.SECONDS);
            if (next == null && messages.isLost()) {
                throw Refused.environment("与代理的连接断开", "expected the broker to stay, was lost");
            }
        }
        return next;
    }
}
