package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.accounts.Account;
import io.tocsin.server.accounts.Accounts;
import io.tocsin.server.accounts.Role;
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

/** {@code tocsin user}: the accounts of a data folder; an engine that works there takes each change at once. */
@Command(
        name = "user",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.ListAll.class,
            UserCommand.Remove.class,
            UserCommand.SetPassword.class,
            UserCommand.SetRole.class
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

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Accounts accounts = whose.accounts(terminal);
            String name = whose.name;
            if (accounts.named(name).isPresent()
                    || !accounts.add(name, role, password(password, whose, terminal), System.currentTimeMillis())) {
                throw failed("账户 " + name + " 已存在", "expected a new account, was " + name + ", which is there already");
            }
            terminal.print("已新增账户 " + name + "，角色 " + role.code(), "added " + name + " as " + role.code());
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
                        .println(account.name() + "  " + account.role().code()));
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
                    Json.time(json, "changed", account.changedMs());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
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
}
