package io.tocsin.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Arrays;

/** What the current thread has used: CPU time and allocated bytes, by the JVM's own bean. One thread. */
final class Meter {
    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The serial collector leaves some dead objects where they are, but at every fourth time. */
    private static final int COLLECTIONS = 5;

    private long cpuNs;
    private long bytes;

    /** What something took. */
    record Reading(long cpuNs, long bytes) {}

    void start() {
        bytes = BEAN.getCurrentThreadAllocatedBytes();
        cpuNs = BEAN.getCurrentThreadCpuTime();
    }

    Reading stop() {
        long usedNs = BEAN.getCurrentThreadCpuTime() - cpuNs;
        return new Reading(usedNs, BEAN.getCurrentThreadAllocatedBytes() - bytes);
    }

    /** The heap in use when all that nobody holds is gone: as the collector found it, before anything new is made. */
    static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
