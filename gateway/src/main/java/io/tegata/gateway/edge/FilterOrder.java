package io.tegata.gateway.edge;

import org.springframework.core.Ordered;

/**
 * The way of a request before it is routed. Its trace begins first (Spring Boot's own filter), its
 * token is checked last (Spring Security); in between it gets an id, its headers are checked, its
 * body is read, and an API key becomes a token.
 */
public final class FilterOrder {

    static final int NAMED = Ordered.HIGHEST_PRECEDENCE + 10;
    public static final int CHECKED = Ordered.HIGHEST_PRECEDENCE + 15;
    static final int READ = Ordered.HIGHEST_PRECEDENCE + 20;
    public static final int KEY_EXCHANGED = Ordered.HIGHEST_PRECEDENCE + 30;

    private FilterOrder() {}
}
