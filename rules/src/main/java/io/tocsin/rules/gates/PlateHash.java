package io.tocsin.rules.gates;

/** A keyed hash of a plate: what stands for the plate in ids and keys. The key is the shell's; same plate, same subject. */
@FunctionalInterface
public interface PlateHash {
    /** 16 hexadecimal digits for a plate as {@link io.tocsin.config.GateLists#plate} writes it. */
    String subject(String plate);
}
