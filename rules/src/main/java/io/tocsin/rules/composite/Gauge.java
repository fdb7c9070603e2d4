package io.tocsin.rules.composite;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/** How one rule judges its operands. One that remembers is shown each moment once, with times that never fall. */
interface Gauge {
    /** It is not so. */
    byte NO = 0;
    /** It is so. */
    byte YES = 1;
    /** Neither: between the limit and its deadband. */
    byte BETWEEN = 2;
    /** It cannot be told. */
    byte UNKNOWN = 3;

    long NEVER = Long.MAX_VALUE;

    /** @param operand that brought the moment about; -1 where it was a timer or another rule */
    byte look(long atMs, int operand);

    /** What was measured when it looked last; NaN where there is nothing to tell. */
    double measure();

    /** When it must look again though no operand changes, later than it looked or was blind last; {@link #NEVER} where it need not. */
    default long lookAgainMs() {
        return NEVER;
    }

    /** A moment that it cannot judge, as its operands cannot be relied on. */
    default void blind(long atMs) {}

    /** What was seen so far lies elsewhere on the line of time. */
    default void shift(long movedMs) {}

    default void write(StateWriter out) {}

    default void read(StateReader in) {}
}
