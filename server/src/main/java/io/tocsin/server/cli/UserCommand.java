package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.accounts.Account;
import io.tocsin.server.accounts.Accounts;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.Scope;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin user}: the accounts of a data folder; an engine that works there takes each change at once. */
@Command(
        name = "user",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.ListAll.class,
            UserCommand.Remove.class,
            UserCommand.SetPassword.class,
            UserCommand.SetRole.class,
            UserCommand.SetScope.class
        })
final class UserCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    UserCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.err());
        throw new ParameterException(spec.commandLine(), terminal.say("缺少命令", "Missing command"));
    }

    /** {@code NAME} and {@code --home}: what every change of one account needs. */
    static final class Whose {
        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "NAME", index = "0", descriptionKey = "user-name")
        private String name = "";

        private Accounts accounts(Terminal terminal) throws Refused, IOException {
            return Accounts.open(home.writableBase(terminal));
        }

        /** Whether there was such an account decides how the command ends. */
        private int said(boolean done, Terminal terminal, Text line) throws Refused {
            if (!done) {
                throw failed("没有账户 " + name, "expected an account of the name " + name + ", was none");
            }
            terminal.print(line.zh(), line.en());
            return Exit.DONE;
        }
    }

    private static Refused failed(String zh, String en) {
        return new Refused(Exit.FAILED, new Text(zh, en));
    }

    /** A password that an account of this name may have. */
    private static String password(PasswordOption option, Whose whose, Terminal terminal) throws Refused, IOException {
        requireFit(Accounts.nameProblems(whose.name));
        String password = option.read(terminal);
        requireFit(Accounts.problems(whose.name, password));
        return password;
    }

    private static void requireFit(List<Text> problems) throws Refused {
        if (!problems.isEmpty()) {
            throw new Refused(Exit.USAGE, problems.get(0));
        }
    }

    @Command(name = "add")
    static final class Add implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Option(names = "--role", required = true, paramLabel = "ROLE", descriptionKey = "role")
        private Role role = Role.VIEWER;

        @Mixin
        private ScopeOption scope = new ScopeOption();

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Accounts accounts = whose.accounts(terminal);
            String name = whose.name;
            if (accounts.named(name).isPresent()
                    || !accounts.add(
                            name,
                            role,
                            scope.over(Scope.PARK),
                            password(password, whose, terminal),
                            System.currentTimeMillis())) {
                throw failed("账户 " + name + " 已存在", "expected a new account, was " + name + ", which is there already");
            }
            Text where = ScopeOption.told(scope.over(Scope.PARK));
            terminal.print(
                    "已新增账户 " + name + "，角色 " + role.code() + where.zh(),
                    "added " + name + " as " + role.code() + where.en());
            scope.warn(whose.home.base(terminal), terminal);
            return Exit.DONE;
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
            List<Account> all = Accounts.open(home.base(terminal)).all();
            if (json) {
                terminal.out().println(new String(json(all), StandardCharsets.UTF_8));
            } else {
                all.forEach(account -> terminal.out()
                        .println(account.name() + "  " + account.role().code()
                                + terminal.say(
                                        ScopeOption.told(account.scope()).zh(),
                                        ScopeOption.told(account.scope()).en())));
                terminal.print("共 " + all.size() + " 个账户", all.size() + " accounts");
            }
            return Exit.DONE;
        }

        private static byte[] json(List<Account> all) {
            return Json.object(json -> {
                json.writeNumberProperty("count", all.size());
                json.writeArrayPropertyStart("accounts");
                for (Account account : all) {
                    json.writeStartObject();
                    Json.string(json, "name", account.name());
                    Json.string(json, "role", account.role().code());
                    texts(json, "enterprises", account.scope().enterprises());
                    texts(json, "positions", account.scope().positions());
                    Json.time(json, "changed", account.changedMs());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    @Command(name = "remove")
    static final class Remove implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            boolean done = whose.accounts(terminal).remove(whose.name);
            return whose.said(done, terminal, new Text("已删除账户 " + whose.name, "removed " + whose.name));
        }
    }

    @Command(name = "password")
    static final class SetPassword implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Mixin
        private PasswordOption password = new PasswordOption();

        SetPassword(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Accounts accounts = whose.accounts(terminal);
            boolean done = accounts.named(whose.name).isPresent()
                    && accounts.password(whose.name, password(password, whose, terminal), System.currentTimeMillis());
            return whose.said(
                    done, terminal, new Text("已更改 " + whose.name + " 的密码", "changed the password of " + whose.name));
        }
    }

    @Command(name = "role")
    static final class SetRole implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Parameters(paramLabel = "ROLE", index = "1", descriptionKey = "role")
        private Role role = Role.VIEWER;

        SetRole(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            boolean done = whose.accounts(terminal).role(whose.name, role, System.currentTimeMillis());
            return whose.said(
                    done,
                    terminal,
                    new Text(whose.name + " 的角色现为 " + role.code(), whose.name + " is now " + role.code()));
        }
    }

    @Command(name = "set")
    static final class SetScope implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Whose whose = new Whose();

        @Mixin
        private ScopeOption scope = new ScopeOption();

        @Spec
        private CommandSpec spec;

        SetScope(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            if (!scope.says()) {
                throw new ParameterException(
                        spec.commandLine(),
                        terminal.say("应给出 --enterprise 或 --position", "Missing --enterprise or --position"));
            }
            Accounts accounts = whose.accounts(terminal);
            Scope before = accounts.named(whose.name).map(Account::scope).orElse(Scope.PARK);
            Scope after = scope.over(before);
            boolean done = accounts.scope(whose.name, after, System.currentTimeMillis());
            Text where = ScopeOption.told(after);
            int code = whose.said(done, terminal, new Text(whose.name + where.zh(), whose.name + where.en()));
            scope.warn(whose.home.base(terminal), terminal);
            return code;
        }
    }
}
