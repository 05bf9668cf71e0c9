package io.tegata.allinone.console;

/**
 * The command cannot be done, for a reason that its user can mend. The message is the one sentence
 * that is printed; no stack trace follows it.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    /** The command line is right, but something stands in its way. */
    public static final int FAILED = 1;

    private final int exitCode;
    private final String sentence;

    private Refused(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
        this.exitCode = exitCode;
    }

    private Refused(int exitCode, String sentence) {
        super(sentence);
        this.sentence = sentence;
        this.exitCode = exitCode;
    }

    /** The command line is wrong: exit code {@value #USAGE}. */
    public static Refused usage(String sentence) {
        return new Refused(USAGE, sentence);
    }

    /** The machine, a file or a folder stands in the way: exit code {@value #FAILED}. */
    public static Refused because(String sentence) {
        return new Refused(FAILED, sentence);
    }

    /** As {@link #because(String)}; the cause goes to the log. */
    public static Refused because(String sentence, Throwable cause) {
        return new Refused(FAILED, sentence, cause);
    }

    /** What to print. */
    public String sentence() {
        return sentence;
    }

    public int exitCode() {
        return exitCode;
    }
}
