package dev.belay.api.problem;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of a controller whose refusals and failures are {@link Problem}s; for the OpenAPI document. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "4XX",
    description =
        "What was expected, what was found and what to do: 400 bad input, 401 no token, 403 a foreign host or origin, 404 not there, 405 another method, 409 in conflict with what is under way, 413 too large, 422 refused, 503 a part is away.",
    content =
        @Content(
            mediaType = "application/problem+json",
            schema = @Schema(implementation = Problem.class)))
public @interface AnswersProblems {}
