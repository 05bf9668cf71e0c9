package io.tegata.allinone.platform;

/** Up to when a reconciliation compares. */
public enum Cut {
    /** Up to where no database transaction can still be under way, half a minute ago. */
    SETTLED,

    /** Up to now: right only while nothing is under way, as when the demo's last answer is in. */
    NOW
}
