package io.tocsin.server;

import io.tocsin.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority of one test, and what it signs; made by openssl when it is asked for. */
public final class Certificates {
    private final Path folder;
    private final String name;

    /** @param name of the authority */
    public Certificates(Path folder, String name) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".pem"));
    }

    /** Signs a certificate for somebody at 127.0.0.1, or at another host. */
    public Certificates sign(String who, String host) throws Exception {
        Files.writeString(folder.resolve(who + ".ext"), "subjectAltName=" + host + "\n");
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=" + who,
                "-keyout",
                file(who + ".key"),
                "-out",
                file(who + ".csr"));
        openssl(
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                file(who + ".csr"),
                "-CA",
                file(name + ".pem"),
                "-CAkey",
                file(name + ".key"),
                "-CAcreateserial",
                "-extfile",
                file(who + ".ext"),
                "-out",
                file(who + ".pem"));
        return this;
    }

    /** The certificate and the key of somebody in one file {@code who.p12}, as Java's own servers take them. */
    public void bundle(String who, String password) throws Exception {
        openssl(
                "pkcs12",
                "-export",
                "-in",
                file(who + ".pem"),
                "-inkey",
                file(who + ".key"),
                "-out",
                file(who + ".p12"),
                "-passout",
                "pass:" + password);
    }

    private static void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Installed.binary("openssl")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
    }

    public String file(String file) {
        return folder.resolve(file).toString();
    }

    /** Trusts this authority. */
    public Settings.Tls trusting() {
        return new Settings.Tls(file(name + ".pem"), "", "");
    }

    /** Trusts this authority, and shows the certificate of somebody whom it signed. */
    public Settings.Tls as(String who) {
        return new Settings.Tls(file(name + ".pem"), file(who + ".pem"), file(who + ".key"));
    }
}
