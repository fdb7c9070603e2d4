package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Payloads bent at random: nothing is thrown, every message ends in an envelope, a status or a rejection. */
class DecoderFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final String[] SEEDS = {
        "{\"seq\":18231,\"ts\":1795305600000,\"session\":\"a\",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":11.42},"
                + "{\"tag\":\"XS-101.TRIP\",\"v\":\"TRIPPED\",\"q\":\"GOOD\",\"ts\":\"2026-11-22 08:00:00.123\"},"
                + "{\"tag\":\"风速\",\"v\":null,\"q\":192,\"ts\":\"2026-11-22T00:00:00Z\",\"hist\":true}]}",
        "{\"online\":true,\"ts\":1795305600000,\"session\":\"a\"}",
        "{\"eventId\":\"e1\",\"passTime\":\"20261122080000\",\"cameraCode\":\"C-IN\",\"plateNumber\":\"浙A·Y0001挂\","
                + "\"confidence\":97,\"laneNo\":1,\"direction\":\"IN\",\"vehicleClass\":\"H14\",\"speedKmh\":21.5,"
                + "\"hazmat\":1,\"unNumber\":1114,\"imageUrl\":\"http://10.0.0.1/1.jpg\"}",
        "{\"eventId\":7,\"time\":1795305600000,\"kind\":\"SMOKE\",\"confidence\":\"88.5\",\"imageUrl\":null}",
        "{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":-1.5e-3,\"ts\":1795305600.5}],\"x\":{\"y\":[[1,2],{\"z\":null}]}}",
    };
    private static final String[] SPLICES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "NaN",
        "1e999",
        "-",
        "\\u0000",
        "\\ud800",
        "\u0000",
        "\"v\":1,",
        "\"ts\":",
        "99999999999999999999",
        "\"tag\":\"T-901.LEVEL\"",
        "[[[[[[[[[[",
        "{\"a\":",
        "true",
        "\uFEFF"
    };

    private final long seed = Long.getLong("tocsin.seed", 20261122L);

    @Test
    void neverThrowsAndAlwaysAnswers() {
        SplittableRandom random = new SplittableRandom(seed);
        Recorded heard = Recorded.binhai();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = mutated(random);
            String topic = random.nextInt(4) == 0 ? Recorded.STATUS : Recorded.TOPIC;
            int before = heard.all.size();
            long repeats = heard.decoder.counts().repeats();
            hear(heard, topic, payload, random.nextInt(10) == 0, round);
            boolean answered =
                    heard.all.size() > before || heard.decoder.counts().repeats() > repeats;
            assertThat(answered)
                    .as("seed=%d round=%d payload=%s", seed, round, shown(payload))
                    .isTrue();
            heard.all.clear();
            heard.samples.clear();
        }
        assertThat(heard.envelopes)
                .as("some of them must be sound, or this tests nothing")
                .hasSizeGreaterThan(1_000);
        assertThat(heard.decoder.state().gateways()).hasSize(1);
    }

    @Test
    void isAPureFunction() {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            payloads.add(mutated(random));
        }
        Recorded one = Recorded.binhai();
        Recorded other = Recorded.binhai();
        payloads.forEach(payload -> one.hear(Recorded.TOPIC, payload, false, Recorded.NOW));
        for (byte[] payload : payloads) {
            // The second one is rebuilt from its state before every message.
            Recorded next = new Recorded(other.goOn());
            next.hear(Recorded.TOPIC, payload.clone(), false, Recorded.NOW);
            int from = other.all.size();
            other.all.addAll(next.all);
            assertThat(other.all.subList(from, other.all.size()))
                    .as("seed=%d", seed)
                    .isEqualTo(one.all.subList(from, Math.min(one.all.size(), from + next.all.size())));
            other.decoder.decode(Arrival.of(Recorded.TOPIC, payload, false, 1 << 20, Recorded.NOW), new Ignored());
        }
        assertThat(other.all).hasSameSizeAs(one.all);
        assertThat(other.decoder.state()).as("seed=%d", seed).isEqualTo(one.decoder.state());
    }

    @Test
    void oneHugeObjectDoesNotSlowDownTheRest() {
        StringBuilder payload = new StringBuilder("{\"values\":[{");
        for (int i = 0; i < 60_000; i++) {
            payload.append("\"n").append(i).append("\":0,");
        }
        payload.append("\"tag\":\"T-101.LEVEL\",\"v\":1}");
        for (int i = 0; i < 9_999; i++) {
            payload.append(",{\"x\":0,\"tag\":\"T-101.LEVEL\",\"v\":1}");
        }
        String text = payload.append("]}").toString();
        assertThat(text.length()).isLessThan(1 << 20);
        assertThat(Recorded.binhai().hear(text).samples).hasSize(10_000);
    }

    private void hear(Recorded heard, String topic, byte[] payload, boolean retained, int round) {
        try {
            heard.hear(topic, payload, retained, Recorded.NOW);
        } catch (RuntimeException e) {
            throw new AssertionError("seed=" + seed + " round=" + round + " payload=" + shown(payload), e);
        }
    }

    private static String shown(byte[] payload) {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    private static byte[] mutated(SplittableRandom random) {
        byte[] bytes = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] = (byte) ('!' + random.nextInt(94));
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
                return join(Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOfRange(bytes, end, bytes.length));
            }
            default -> {
                byte[] splice = SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.UTF_8);
                return join(Arrays.copyOf(bytes, at), splice, Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return bytes;
    }

    private static byte[] join(byte[] head, byte[] middle, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
        return all;
    }

    /** Takes everything and keeps nothing. */
    static class Ignored implements Output {
        @Override
        public void message(Envelope envelope) {}

        @Override
        public void gatewayStatus(GatewayStatus status) {}

        @Override
        public void clockFault(ClockFault fault) {}

        @Override
        public void passage(Input.Passage passage) {}

        @Override
        public void cameraEvent(Input.CameraEvent event) {}

        @Override
        public void rejected(Rejection rejection) {}

        @Override
        public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {}

        @Override
        public void history(int tag, long eventMs, double value, int quality, long receiveMs) {}
    }
}
