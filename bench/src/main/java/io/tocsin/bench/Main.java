package io.tocsin.bench;

import java.util.Arrays;

/** {@code peers}, {@code million} or {@code rules}, then options. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "peers" : args[0];
        Options options = new Options(args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length));
        switch (what) {
            case "peers" -> System.exit(new Peers(options, System.out).run() ? 0 : 1);
            case "million" -> new Million(options, System.out).run();
            case "rules" -> new Composite(options, System.out).run();
            default -> throw new IllegalArgumentException("expected peers, million or rules, was " + what);
        }
    }
}
