package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.DiscrepancyClass;

/**
 * Why a file is held.
 *
 * @param type {@code E10} for content, {@code E12} for custody
 * @param line number of the line in the file, from 1
 * @param field the field of that line, in the words of the layout's documentation
 * @param problem what is wrong with it, in one sentence
 */
public record FileFault(DiscrepancyClass type, long line, String field, String problem) {

    static FileFault content(long line, String field, String problem) {
        return new FileFault(DiscrepancyClass.E10, line, field, problem);
    }

    static FileFault custody(long line, String field, String problem) {
        return new FileFault(DiscrepancyClass.E12, line, field, problem);
    }
}
