package io.tocsin.journal;

/** What every record says of the circumstances in which it was written. */
record Stamp(int shard, int epoch, long configHash) {}
