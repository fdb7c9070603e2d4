package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SEED = Long.getLong("tocsin.seed", System.nanoTime());

    /** The same in numbers without end, one step for each thousandth of a token and millisecond written out. */
    private static final class Naive {
        private final BigInteger perMs;
        private final BigInteger capacity;
        private BigInteger level;
        private BigInteger credit = BigInteger.ZERO;
        private long atMs;

        Naive(long perS, long burstMs) {
            perMs = BigInteger.valueOf(perS);
            capacity = perMs.multiply(BigInteger.valueOf(burstMs));
            level = capacity;
        }

        void pass(long nowMs) {
            level = level.add(perMs.multiply(BigInteger.valueOf(nowMs - atMs))).min(capacity);
            atMs = nowMs;
        }

        void credit(long ms) {
            credit = credit.add(perMs.multiply(BigInteger.valueOf(ms)));
        }

        boolean mayTake(long tokens) {
            BigInteger cost = BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(1_000));
            if (level.add(credit).compareTo(cost.min(capacity)) < 0) {
                return false;
            }
            BigInteger rest = cost.subtract(level.max(BigInteger.ZERO).min(cost));
            BigInteger lent = rest.min(credit);
            level = level.subtract(cost.subtract(lent));
            credit = credit.subtract(lent);
            return true;
        }
    }

    private static boolean mayTake(TokenBucket bucket, long tokens) {
        boolean may = bucket.has(tokens);
        if (may) {
            bucket.take(tokens);
        }
        return may;
    }

    @Test
    void agreesWithANaiveBucketOverRandomSequences() {
        System.out.println("seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 200; run++) {
            long perS = 1 + random.nextLong(random.nextBoolean() ? 20 : 1L << 30);
            long burstMs = 1_000 + random.nextLong(random.nextBoolean() ? 3_000 : 3_599_000);
            compare(new TokenBucket(perS, burstMs, 0), new Naive(perS, burstMs), perS, random);
        }
    }

    private static void compare(TokenBucket bucket, Naive naive, long perS, SplittableRandom random) {
        long nowMs = 0;
        for (int step = 0; step < 1_000; step++) {
            nowMs += random.nextInt(10) == 0 ? random.nextLong(10L * 365 * 86_400_000) : random.nextLong(1_500);
            bucket.pass(nowMs);
            naive.pass(nowMs);
            if (random.nextInt(50) == 0) {
                long awayMs = random.nextLong(5_000);
                bucket.credit(awayMs);
                naive.credit(awayMs);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                long tokens = random.nextLong(2 * perS + 2);
                assertThat(mayTake(bucket, tokens))
                        .as("seed %d step %d", SEED, step)
                        .isEqualTo(naive.mayTake(tokens));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 999, 1_001, 20_000})
    void givesExactlyItsRateOverADay(long perS) {
        TokenBucket bucket = new TokenBucket(perS, 2_000, 0);
        long taken = 0;
        long endMs = 86_400_000;
        long stepMs = 997;
        for (long nowMs = 0; nowMs < endMs; nowMs += stepMs) {
            bucket.pass(nowMs);
            while (mayTake(bucket, Math.max(1, perS / 50))) {
                taken += Math.max(1, perS / 50);
            }
        }
        long all = perS * ((endMs - 1) / stepMs * stepMs) / 1_000 + 2 * perS;
        assertThat(taken).isBetween(all - Math.max(1, perS / 50), all);
    }

    @Test
    void holdsNoMoreThanItsBurst() {
        TokenBucket bucket = new TokenBucket(10, 2_000, 0);
        bucket.pass(1_000_000_000);
        assertThat(mayTake(bucket, 20)).isTrue();
        assertThat(mayTake(bucket, 1)).isFalse();
        bucket.pass(1_000_000_100);
        assertThat(mayTake(bucket, 1)).isTrue();
    }

    @Test
    void aTimeThatFallsGivesNothingAndTakesNothing() {
        TokenBucket bucket = new TokenBucket(10, 1_000, 5_000);
        bucket.take(10);
        bucket.pass(4_000);
        bucket.pass(5_099);
        assertThat(bucket.has(1)).isFalse();
        bucket.pass(5_100);
        assertThat(bucket.has(1)).isTrue();
    }

    @Test
    void whatIsLargerThanTheBucketNeedsAFullOneAndIsPaidBackLater() {
        TokenBucket bucket = new TokenBucket(10, 1_000, 0);
        assertThat(mayTake(bucket, 30)).isTrue();
        bucket.pass(2_000);
        assertThat(bucket.has(1)).isFalse();
        bucket.pass(2_100);
        assertThat(bucket.has(1)).isTrue();
        assertThat(bucket.has(30)).isFalse();
    }

    @Test
    void lendsWhatTheTimeAwayIsWorthAndKeepsItUntilItIsUsed() {
        TokenBucket bucket = new TokenBucket(10, 1_000, 0);
        bucket.credit(60_000);
        bucket.pass(3_600_000);
        assertThat(mayTake(bucket, 10)).isTrue();
        bucket.pass(3_601_000);
        assertThat(mayTake(bucket, 610)).isTrue();
        assertThat(bucket.has(1)).isFalse();
    }

    @Test
    void withoutALimitThereIsAlwaysMore() {
        TokenBucket bucket = new TokenBucket(0, 1_000, 0);
        assertThat(mayTake(bucket, Integer.MAX_VALUE)).isTrue();
        assertThat(mayTake(bucket, Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void aHundredYearsAwayDoNotOverflow() {
        TokenBucket bucket = new TokenBucket(1L << 30, 3_600_000, 0);
        bucket.credit(100L * 365 * 86_400_000);
        bucket.credit(100L * 365 * 86_400_000);
        bucket.pass(Long.MAX_VALUE / 2);
        assertThat(mayTake(bucket, Integer.MAX_VALUE)).isTrue();
    }
}
