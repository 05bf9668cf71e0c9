package io.tegata.auth.merchant;

import java.time.Instant;

/** A merchant; one of mode {@code test} never meets one of mode {@code live}. */
record Merchant(String id, String name, String mode, Instant createdAt) {}
