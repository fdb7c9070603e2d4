package io.tocsin.server.explain;

/** Something of the tag that came in and was not taken as it stood. */
public record Refusal(By by, String reason, String detail) {}
