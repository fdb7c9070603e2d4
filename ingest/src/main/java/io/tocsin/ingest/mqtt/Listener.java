package io.tocsin.ingest.mqtt;

/** Hears of the link to the broker. Called on the link's own thread: must not block for long. */
public interface Listener {
    /** The link entered a state. */
    void changed(LinkStatus status);

    /**
     * The broker had no session for us: what was published while we were away may be missing.
     *
     * @param first true on the first connection of this process, where that is as it should be if there never was one
     */
    void sessionMissing(boolean first);

    /**
     * One connection after the other was made and lost soon after: most likely somebody else uses our client id.
     *
     * @param shortConnections how many in a row
     */
    void takeoverSuspected(int shortConnections);
}
