package io.tegata.reconciler.matching;

/** A stream that should be sorted is not, or repeats a key that must be unique. */
public final class UnsortedRows extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsortedRows(String before, String here) {
        super("a stream is out of order: " + here + " came after " + before);
    }
}
