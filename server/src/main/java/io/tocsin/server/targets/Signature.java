package io.tocsin.server.targets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code v1=} and the HMAC-SHA256 of time stamp, full stop and body, in hex. Pure. */
record Signature(String secret) {
    private static final String ALGORITHM = "HmacSHA256";

    String of(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + ALGORITHM + " of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "Signature[secret=***]";
    }
}
