package io.tegata.reconciler.neighbour;

/**
 * A neighbour's answer is missing, cut off, or not what the contract says: the run cannot go on.
 */
public final class BrokenNeighbour extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenNeighbour(String message) {
        super(message);
    }

    public BrokenNeighbour(String message, Throwable cause) {
        super(message, cause);
    }
}
