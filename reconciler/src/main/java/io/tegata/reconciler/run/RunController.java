package io.tegata.reconciler.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import io.tegata.common.problem.ProblemException;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.reconciler.run.StartRun.Started;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets operators start runs and read them. */
@RestController
final class RunController {

    private static final String RETRY_AFTER_SECONDS = "5";

    /** A run takes no parameters yet; a member that is not known is refused. */
    record NewRun() {}

    record ProgressAnswer(String step, long done) {}

    /** A run as it stands; the sums over all sides are at the top too, where one looks first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RunAnswer(
            String runId,
            String status,
            @Nullable Instant settledAt,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal seconds,
            @Nullable String reason,
            ProgressAnswer progress,
            List<RunReport.FileReport> files,
            RunReport.Totals totals,
            long rows,
            long matched,
            long open,
            long excluded,
            Map<DiscrepancyClass, Long> discrepancies) {

        static RunAnswer of(Run run, Instant now) {
            RunReport report = run.report();
            RunReport shown = report == null ? RunReport.of(List.of(), Map.of()) : report;
            Instant ended = run.endedAt();
            Duration taken = Duration.between(run.startedAt(), ended == null ? now : ended);
            return new RunAnswer(
                    run.runId(),
                    run.status().code(),
                    run.settledAt(),
                    run.startedAt(),
                    ended,
                    BigDecimal.valueOf(taken.toMillis(), 3),
                    run.reason(),
                    new ProgressAnswer(run.step().code(), run.done()),
                    shown.files(),
                    shown.totals(),
                    shown.totals().rows(),
                    shown.totals().matched(),
                    shown.totals().open(),
                    shown.totals().excluded(),
                    shown.discrepancies());
        }
    }

    private final StartRun startRun;
    private final Runs runs;
    private final ProblemAdvice problems;
    private final Clock clock;

    RunController(StartRun startRun, Runs runs, ProblemAdvice problems, Clock clock) {
        this.startRun = startRun;
        this.runs = runs;
        this.problems = problems;
        this.clock = clock;
    }

    @PostMapping("/v1/ops/reconciliation/runs")
    ResponseEntity<?> start(@RequestBody NewRun body, HttpServletRequest request) {
        return switch (startRun.start()) {
            case Started.Begun(var run) ->
                    ResponseEntity.status(HttpStatus.ACCEPTED)
                            .body(RunAnswer.of(run, clock.instant()));
            case Started.Busy(var runId) -> {
                Problem problem =
                        Problem.of(
                                ReconcilerError.RUN_IN_PROGRESS,
                                "read it with GET /v1/ops/reconciliation/runs/"
                                        + runId.orElse("{run_id}"));
                ResponseEntity<Problem> answer = problems.answer(problem, request);
                yield ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .body(answer.getBody());
            }
        };
    }

    @GetMapping("/v1/ops/reconciliation/runs/{run}")
    RunAnswer read(@PathVariable String run) {
        return runs.find(run)
                .map(found -> RunAnswer.of(found, clock.instant()))
                .orElseThrow(
                        () -> new ProblemException(CommonError.NOT_FOUND, "there is no such run"));
    }
}
