package io.tocsin.server.cli;

import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import io.tocsin.server.gateways.Identities;
import io.tocsin.server.gateways.Identities.Wanted;
import io.tocsin.server.gateways.Identity;
import io.tocsin.server.gateways.Identity.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin gateway}: who may speak at the broker; the embedded broker takes each change at once. */
@Command(
        name = "gateway",
        subcommands = {
            GatewayCommand.Add.class,
            GatewayCommand.ListAll.class,
            GatewayCommand.Revoke.class,
            GatewayCommand.SetPassword.class
        })
final class GatewayCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    GatewayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.err());
        throw new ParameterException(spec.commandLine(), terminal.say("缺少命令", "Missing command"));
    }

    /** {@code NAME} and {@code --home}: what every change of one identity needs. */
    static final class Whose {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "NAME", index = "0", descriptionKey = "gateway-name")
        private String name = "";

        private Identities identities(Terminal terminal) throws Refused, IOException {
            return Identities.open(home.writableBase(terminal));
        }

        private void requireKnown(boolean known) throws Refused {
            if (!known) {
                throw failed("没有登记 " + name, "expected a registered name, was " + name);
            }
        }
    }

    /** A password that is made up and shown once, unless one is piped to us. */
    static final class Secret {
        @Option(names = "--password-stdin", descriptionKey = "gateway-password-stdin")
        private boolean piped;

        private String choose(Identities identities, String name, Terminal terminal) throws Refused, IOException {
            if (!piped) {
                return identities.newPassword();
            }
            String password = PasswordOption.line(terminal.in());
            List<Text> problems = Identities.passwordProblems(name, password);
            if (!problems.isEmpty()) {
                throw new Refused(Exit.USAGE, problems.get(0));
            }
            return password;
        }

        private void tell(String password, Terminal terminal) {
            if (!piped) {
                terminal.print("密码（仅显示这一次）：" + password, "password, shown this once: " + password);
            }
        }
    }

    private static Refused failed(String zh, String en) {
        return new Refused(Exit.FAILED, new Text(zh, en));
    }

    private static void tellFiles(Identities identities, Terminal terminal) {
        terminal.print(
                "代理的用户与权限文件已更新：" + identities.brokerFiles(),
                "the files for brokers were written: " + identities.brokerFiles());
    }

    @Command(name = "add")
    static final class Add implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Mixin
        private SiteOption site = new SiteOption();

        @Mixin
        private Secret secret = new Secret();

        @Option(names = "--as", paramLabel = "KIND", descriptionKey = "gateway-kind", defaultValue = "gateway")
        private Kind kind = Kind.GATEWAY;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Site read = SiteOption.site(site.read(terminal));
            String name = whose.name;
            List<Text> problems = Identities.nameProblems(name);
            if (!problems.isEmpty()) {
                throw new Refused(Exit.USAGE, problems.get(0));
            }
            Wanted wanted = new Wanted(name, kind, park(read), kind == Kind.GATEWAY ? enterprise(read, name) : "");
            Identities identities = whose.identities(terminal);
            String password = secret.choose(identities, name, terminal);
            if (!identities.add(wanted, password, System.currentTimeMillis())) {
                throw failed(name + " 已登记", "expected a new name, was " + name + ", which is registered already");
            }
            terminal.print(
                    "已登记 " + told(wanted).zh(), "registered " + told(wanted).en());
            secret.tell(password, terminal);
            tellFiles(identities, terminal);
            return Exit.DONE;
        }

        private static Text told(Wanted wanted) {
            Text kind = wanted.kind().text();
            boolean gateway = wanted.kind() == Kind.GATEWAY;
            return new Text(
                    kind.zh() + " " + wanted.name() + (gateway ? "，企业 " + wanted.enterprise() : ""),
                    kind.en() + " " + wanted.name() + (gateway ? " of enterprise " + wanted.enterprise() : ""));
        }

        /** The topics of a park without a name are anybody's: nobody could be held to his own. */
        private static String park(Site site) throws Refused {
            if (site.park().id().equals(Site.UNNAMED)) {
                throw failed(
                        "park.yaml 中的园区应有 id：主题由它开始", "expected a park with an id in park.yaml: topics begin with it");
            }
            return site.park().id();
        }

        private static String enterprise(Site site, String name) throws Refused {
            Optional<Site.Gateway> gateway = site.gateways().stream()
                    .filter(each -> each.id().equals(name))
                    .findFirst();
            if (gateway.isEmpty()) {
                List<String> ids =
                        site.gateways().stream().map(Site.Gateway::id).toList();
                throw failed(
                        "站点中没有网关 " + name + "，有：" + String.join("、", ids),
                        "expected a gateway of the site, was " + name + "; there are " + String.join(", ", ids));
            }
            return gateway.get().enterprise();
        }
    }

    @Command(name = "list")
    static final class ListAll implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;

        ListAll(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            List<Identity> all = Identities.open(home.base(terminal)).all();
            if (json) {
                terminal.out().println(new String(json(all), StandardCharsets.UTF_8));
                return Exit.DONE;
            }
            for (Identity identity : all) {
                Text kind = identity.kind().text();
                terminal.print(
                        identity.name() + "  " + kind.zh() + "  " + identity.enterprise(),
                        identity.name() + "  " + kind.en() + "  " + identity.enterprise());
                identity.right().publish().forEach(topic -> terminal.print("  发布 " + topic, "  publishes on " + topic));
                identity.right().subscribe().forEach(topic -> terminal.print("  订阅 " + topic, "  hears " + topic));
            }
            terminal.print("共登记 " + all.size() + " 个", all.size() + " registered");
            return Exit.DONE;
        }

        private static byte[] json(List<Identity> all) {
            return Json.object(json -> {
                json.writeNumberProperty("count", all.size());
                json.writeArrayPropertyStart("gateways");
                for (Identity identity : all) {
                    json.writeStartObject();
                    Json.string(json, "name", identity.name());
                    Json.string(json, "kind", identity.kind().code());
                    Json.string(json, "park", identity.park());
                    Json.string(json, "enterprise", identity.enterprise());
                    texts(json, "publishes", identity.right().publish());
                    texts(json, "hears", identity.right().subscribe());
                    Json.time(json, "changed", identity.changedMs());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }

        private static void texts(JsonGenerator json, String name, List<String> texts) {
            json.writeArrayPropertyStart(name);
            texts.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    @Command(name = "revoke")
    static final class Revoke implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        Revoke(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Identities identities = whose.identities(terminal);
            whose.requireKnown(identities.revoke(whose.name));
            terminal.print("已撤销 " + whose.name, "revoked " + whose.name);
            tellFiles(identities, terminal);
            return Exit.DONE;
        }
    }

    @Command(name = "password")
    static final class SetPassword implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Mixin
        private Secret secret = new Secret();

        SetPassword(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Identities identities = whose.identities(terminal);
            whose.requireKnown(identities.named(whose.name).isPresent());
            String password = secret.choose(identities, whose.name, terminal);
            whose.requireKnown(identities.password(whose.name, password, System.currentTimeMillis()));
            terminal.print("已更改 " + whose.name + " 的密码", "changed the password of " + whose.name);
            secret.tell(password, terminal);
            tellFiles(identities, terminal);
            return Exit.DONE;
        }
    }
}
