package io.tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands: in which file, at which line and column, and under which path.
 *
 * @param line 1-based; 0 = the file as a whole
 * @param column 1-based; 0 = the file as a whole
 */
record Place(String file, int line, int column, Path path) {
    static Place whole(String file) {
        return new Place(file, 0, 0, Path.ROOT);
    }

    /** The steps from the document's root; written out only when a problem needs it. */
    record Path(@Nullable Path parent, String step) {
        static final Path ROOT = new Path(null, "");

        Path field(String name) {
            return new Path(this, name);
        }

        Path item(int index) {
            return new Path(this, "[" + index + "]");
        }

        /** The first step under the root, or an empty text for the root itself. */
        String section() {
            return parent == null ? "" : parent.parent == null ? step : parent.section();
        }

        @Override
        public String toString() {
            if (parent == null) {
                return step;
            }
            String before = parent.toString();
            return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
        }
    }
}
