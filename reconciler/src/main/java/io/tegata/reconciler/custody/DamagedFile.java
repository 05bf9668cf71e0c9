package io.tegata.reconciler.custody;

/** Ends the reading of a file at its first fault. */
final class DamagedFile extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient FileFault fault;

    DamagedFile(FileFault fault) {
        super(fault.problem(), null, false, false);
        this.fault = fault;
    }

    FileFault fault() {
        return fault;
    }
}
