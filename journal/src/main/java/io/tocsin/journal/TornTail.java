package io.tocsin.journal;

/**
 * What was cut from the end of a segment because a crash had torn it: {@code bytes} from {@code offset} on, behind the
 * record {@code lastSeq}. In an older segment than the newest, it was only the seal.
 */
public record TornTail(String segment, long offset, long bytes, long lastSeq) {}
