package io.tocsin.simulator.plant;

/**
 * Numbers that look random and are a function of (seed, name, index): whoever asks, in whatever order, gets the same.
 * SplitMix64's mixing function, written out so that no library version can change it. Immutable.
 */
public final class Noise {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long stream;

    private Noise(long stream) {
        this.stream = stream;
    }

    public static Noise of(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new Noise(mix(seed) ^ hash);
    }

    /** Uniform in [0, 1). */
    public double unit(long index) {
        return (mix(stream + index * GOLDEN) >>> 11) * 0x1p-53;
    }

    /** Uniform in [-1, 1). */
    double signed(long index) {
        return 2 * unit(index) - 1;
    }

    /** Uniform in [low, high). */
    public double between(long index, double low, double high) {
        return low + (high - low) * unit(index);
    }

    private static long mix(long seed) {
        long z = seed + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
