package io.tocsin.history;

/** What a mistake in a history file does to the reading of it. */
public enum OnMistake {
    /** It ends there; samples before it stand. */
    STOP,
    /** The line is left out, the mistake counted, and the reading goes on. */
    COUNT
}
