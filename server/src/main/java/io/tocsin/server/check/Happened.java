package io.tocsin.server.check;

import io.tocsin.config.Condition;
import io.tocsin.config.TableTest.State;
import io.tocsin.rules.Quality;

/**
 * A transition that a test brought about; times are offsets from the test's start.
 *
 * @param onsetMs when the raise condition was first met; its own time where it is CLEARED
 * @param value the last good value then; NaN where there was none
 * @param quality of the tag's newest sample then
 */
public record Happened(
        long atMs, String tag, Condition condition, State state, long onsetMs, double value, Quality quality) {}
