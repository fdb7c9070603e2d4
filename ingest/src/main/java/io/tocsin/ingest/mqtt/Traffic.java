package io.tocsin.ingest.mqtt;

/**
 * What went over the link since the start.
 *
 * @param arrived messages handed to the intake and taken
 * @param oversize of these, too large to be read
 * @param refused messages dropped unacknowledged because the intake was full
 * @param refusedQos0 of these, such as no broker delivers again: lost
 * @param acknowledged acknowledgements sent
 * @param droppedAcks acknowledgements for connections that were gone: their messages come again
 */
public record Traffic(
        long arrived, long oversize, long refused, long refusedQos0, long acknowledged, long droppedAcks) {}
