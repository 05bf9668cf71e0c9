package io.tegata.auth.merchant;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For operators: makes and lists merchants. */
@RestController
@RequestMapping("/v1/ops/merchants")
class MerchantController {

    private static final int MAX_NAME_CHARACTERS = 128;
    private static final int MAX_PAGE = 100;
    private static final Pattern MODE = Pattern.compile("test|live");
    private static final Pattern CURSOR = Pattern.compile("mer_(test|live)_[a-z2-7]{26}");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    record CreateRequest(@Nullable String name, @Nullable String mode) {}

    record CreateAnswer(
            String merchantId,
            String name,
            String mode,
            String apiKey,
            String clientId,
            String clientSecret) {

        /** Never shows the key or the secret. */
        @Override
        public String toString() {
            return "CreateAnswer[merchantId=" + merchantId + ", clientId=" + clientId + "]";
        }
    }

    record Listed(String merchantId, String name, String mode, String createdAt) {}

    record Page(List<Listed> data, boolean hasMore, @Nullable String nextCursor) {}

    private final Merchants merchants;

    MerchantController(Merchants merchants) {
        this.merchants = merchants;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CreateAnswer create(@RequestBody CreateRequest request) {
        String name = request.name;
        if (name == null || !isName(name)) {
            throw invalid(
                    "/name", "1 to " + MAX_NAME_CHARACTERS + " characters, none of them a control");
        }
        String mode = request.mode;
        if (mode == null || !MODE.matcher(mode).matches()) {
            throw invalid("/mode", "test or live");
        }
        Merchants.Created created = merchants.create(name, mode);
        return new CreateAnswer(
                created.merchant().id(),
                name,
                mode,
                created.apiKey(),
                created.clientId(),
                created.clientSecret());
    }

    @GetMapping
    Page list(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String after) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new ProblemException(CommonError.INVALID_FIELD, "limit: 1 to " + MAX_PAGE);
        }
        if (after != null && !CURSOR.matcher(after).matches()) {
            throw new ProblemException(
                    CommonError.INVALID_FIELD, "starting_after: not a cursor of this list");
        }
        // One more than asked for shows whether there is a next page.
        List<Merchant> found = merchants.page(after == null ? "" : after, limit + 1);
        boolean more = found.size() > limit;
        List<Merchant> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(MerchantController::listed).toList(),
                more,
                more ? shown.getLast().id() : null);
    }

    private static Listed listed(Merchant merchant) {
        return new Listed(
                merchant.id(),
                merchant.name(),
                merchant.mode(),
                MICROSECONDS.format(merchant.createdAt()));
    }

    /** What the database could not hold (a NUL, half a character) is not a name either. */
    private static boolean isName(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= MAX_NAME_CHARACTERS
                && !name.isBlank()
                && name.codePoints()
                        .noneMatch(
                                point ->
                                        Character.isISOControl(point)
                                                || Character.getType(point) == Character.SURROGATE);
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                Problem.of(CommonError.INVALID_FIELD, pointer + ": " + detail)
                        .withErrors(
                                List.of(new Problem.FieldError(pointer, "invalid_value", detail))));
    }
}
