package io.tegata.gateway.edge;

import io.tegata.common.id.Ids;
import io.tegata.common.problem.ProblemAdvice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, the client's own where it is a plain one, and answers with it. */
final class RequestIdFilter extends OncePerRequestFilter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final String ATTRIBUTE = RequestIdFilter.class.getName();

    private final Ids ids;

    RequestIdFilter(Ids ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = id(request);
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(ProblemAdvice.REQUEST_ID, id);
        chain.doFilter(new ReplacedHeader(request, ProblemAdvice.REQUEST_ID, id), response);
    }

    /** The error page belongs to the same request. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private String id(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String given) {
            return given;
        }
        String sent = request.getHeader(ProblemAdvice.REQUEST_ID);
        return sent != null && PLAIN.matcher(sent).matches() ? sent : ids.next("req");
    }
}
