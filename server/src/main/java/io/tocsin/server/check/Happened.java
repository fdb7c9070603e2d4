package io.tocsin.server.check;

import io.tocsin.config.TableTest.State;
import io.tocsin.rules.Quality;
import org.jspecify.annotations.Nullable;

/**
 * A transition that a test brought about; times are offsets from the test's start.
 *
 * @param alarm its id, {@code <tag>:<condition>} or {@code rule:<id>}
 * @param onsetMs when the raise condition was first met; its own time where it is CLEARED
 * @param value the last good value then, or what a rule measured; NaN where there was none
 * @param quality of the tag's newest sample then; null of a rule
 */
public record Happened(
        long atMs,
        String alarm,
        State state,
        long onsetMs,
        double value,
        @Nullable Quality quality) {}
