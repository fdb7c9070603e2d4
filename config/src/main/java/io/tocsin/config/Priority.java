package io.tocsin.config;

/** How urgent an alarm is, worst first. Never shown as a bare number: "level 1" means opposite things in this field. */
public enum Priority {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
}
