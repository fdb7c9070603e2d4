package io.tocsin.server.live;

import io.tocsin.journal.RecordView;

/** One durable input, as the engine reads it: live from memory after it is on disk, or from the journal again. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody: bytes on their way to the engine
record InputRecord(InputType type, long seq, long receiveTimeMs, String topic, byte[] payload) {
    static InputRecord of(RecordView journaled) {
        return new InputRecord(
                InputType.ofCode(journaled.type()),
                journaled.seq(),
                journaled.receiveTimeMs(),
                journaled.keyText(),
                journaled.payload());
    }
}
