package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.config.Settings;
import io.tocsin.config.tls.TlsUnusable;
import io.tocsin.ingest.series.WriteOutcome;
import io.tocsin.server.Certificates;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store behind TLS that asks for a certificate: what {@code series.ca}, {@code certificate} and {@code key} do. */
class InfluxTlsIT {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private Certificates authority;
    private HttpsServer server;

    @BeforeEach
    void open() throws Exception {
        authority = new Certificates(folder, "ca").sign("store", "IP:127.0.0.1").sign("tocsin", "DNS:tocsin");
        authority.bundle("store", new String(STORE_PASSWORD));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context();
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private SSLContext context() throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            own.load(in, STORE_PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, STORE_PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private WriteOutcome write(Settings.Tls tls) throws Exception {
        String url = "https://127.0.0.1:" + server.getAddress().getPort();
        try (InfluxStore store = new InfluxStore(new Settings.Series(url, "o", "b", "d", "", tls))) {
            return store.write("m v=1 1");
        }
    }

    @Test
    void writesWithACertificateOfItsOwnToAStoreThatItTrusts() throws Exception {
        assertThat(write(authority.as("tocsin"))).isEqualTo(WriteOutcome.accepted());
    }

    @Test
    void writesNothingWithoutEither() throws Exception {
        assertThat(write(authority.trusting()).kind()).isEqualTo(WriteOutcome.Kind.RETRY);
        Settings.Tls untrusting = new Settings.Tls("", authority.file("tocsin.pem"), authority.file("tocsin.key"));
        assertThat(write(untrusting).reason()).contains("unable to find valid certification path");
    }

    @Test
    void saysWhichFileIsNotThere() {
        Settings.Tls nowhere = new Settings.Tls("/nowhere/ca.pem", "", "");
        assertThatThrownBy(() -> write(nowhere))
                .isInstanceOf(TlsUnusable.class)
                .hasMessage("expected certificates in PEM in /nowhere/ca.pem, was no such file");
    }
}
