package io.tocsin.rules.gates;

/** What a passage is worth. */
public enum Verdict {
    JUDGED("It is judged by every rule and moves the register of who is inside."),
    LOW_CONFIDENCE("The camera is too little sure: recorded and shown, judged by no rule, moves no register."),
    NO_PLATE("No plate was read: recorded and shown, judged by no rule, moves no register."),
    LATE("It is not newer than the newest of its plate: recorded and shown; only IMPOSSIBLE_PASSAGE looks at it."),
    DUPLICATE("It was heard before: counted, and nothing else.");

    private final String sentence;

    Verdict(String sentence) {
        this.sentence = sentence;
    }

    /** What it means, for people. */
    public String sentence() {
        return sentence;
    }
}
