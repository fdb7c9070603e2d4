package io.tocsin.server.backup;

/** Who is told how far a copy has come. */
@FunctionalInterface
public interface Progress {
    /** @param whole how many bytes there are in all, as far as that is known */
    void at(long bytes, long whole);
}
