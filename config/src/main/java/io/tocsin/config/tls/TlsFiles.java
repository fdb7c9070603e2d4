package io.tocsin.config.tls;

import io.tocsin.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a link needs for TLS: whom it trusts, and who it is itself.
 *
 * @param sockets makes sockets that speak TLS 1.2 or 1.3
 * @param trust the certificates of {@code ca}; the JVM's own where none is named
 */
public record TlsFiles(SSLSocketFactory sockets, X509TrustManager trust) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    /**
     * Reads the files.
     *
     * @throws TlsUnusable where one of them is missing or is no PEM of the kind expected
     */
    public static TlsFiles read(Settings.Tls files) throws IOException {
        try {
            X509TrustManager trust = trust(files.ca());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(files), new TrustManager[] {trust}, null);
            return new TlsFiles(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException e) {
            throw new IOException("expected TLS to be set up with " + files + ", was " + e.getMessage(), e);
        }
    }

    private static X509TrustManager trust(String ca) throws IOException, GeneralSecurityException {
        KeyStore store = null;
        if (!ca.isEmpty()) {
            store = empty();
            int number = 0;
            for (Certificate certificate : certificates(ca)) {
                store.setCertificateEntry(String.valueOf(number++), certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("expected a trust manager for X.509, was none");
    }

    private static KeyManager @Nullable [] keys(Settings.Tls files) throws IOException, GeneralSecurityException {
        if (files.certificate().isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        Certificate[] chain = certificates(files.certificate()).toArray(new Certificate[0]);
        store.setKeyEntry("own", key(files.key()), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String file) throws IOException {
        try {
            List<Certificate> found = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file, "certificates in PEM"))));
            if (found.isEmpty()) {
                throw new TlsUnusable("certificates in PEM", file, "none");
            }
            return found;
        } catch (CertificateException e) {
            throw new TlsUnusable("certificates in PEM", file, "another thing");
        }
    }

    private static PrivateKey key(String file) throws IOException, GeneralSecurityException {
        String wanted = "a private key in PEM (PKCS #8, no password)";
        Matcher pem = KEY.matcher(new String(bytes(file, wanted), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new TlsUnusable(wanted, file, "another thing");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        for (String kind : KEY_KINDS) {
            PrivateKey key = key(der, kind);
            if (key != null) {
                return key;
            }
        }
        throw new TlsUnusable("an RSA, EC or EdDSA key", file, "another kind");
    }

    /** Null where it is a key of another kind. */
    private static @Nullable PrivateKey key(byte[] der, String kind) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return null;
        }
    }

    private static byte[] bytes(String file, String wanted) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new TlsUnusable(wanted, file, "no such file");
        } catch (IOException e) {
            throw new TlsUnusable(wanted, file, "unreadable");
        }
    }
}
