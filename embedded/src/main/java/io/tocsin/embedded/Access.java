package io.tocsin.embedded;

/** Who may use the broker, and for what. Asked from the broker's threads: implementations are thread-safe and quick. */
public interface Access {
    /** Whoever reaches the broker may do anything. */
    Access ANYBODY = new Access() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean admits(String user, String password) {
            return true;
        }

        @Override
        public boolean isKnown(String user) {
            return true;
        }

        @Override
        public boolean mayPublish(String user, String topic) {
            return true;
        }

        @Override
        public boolean maySubscribe(String user, String filter) {
            return true;
        }
    };

    /** True while nobody is asked who he is. */
    boolean isOpen();

    /** True where this is the user's password. */
    boolean admits(String user, String password);

    /** False from the moment at which somebody is not to be let in any more. */
    boolean isKnown(String user);

    boolean mayPublish(String user, String topic);

    boolean maySubscribe(String user, String filter);
}
