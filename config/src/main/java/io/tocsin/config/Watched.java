package io.tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * A condition with the places where it was written, so that a warning points at the very field.
 *
 * @param at where the condition stands
 * @param own its own fields; null where it was written as a bare number or not at all
 * @param tag the tag's fields, from which it may have its deadband and delays
 */
record Watched(ConditionSpec spec, Place at, @Nullable Fields own, Fields tag) {
    /** Where a field of the condition was written: with it, or with its tag. */
    Place place(String name) {
        if (own != null && own.has(name)) {
            return own.place(name);
        }
        return tag.has(name) ? tag.place(name) : at;
    }

    boolean is(Condition condition) {
        return spec.condition() == condition;
    }
}
