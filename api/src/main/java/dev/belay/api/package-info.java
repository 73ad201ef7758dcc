/**
 * The REST API and the status page: what people see of Belay, and the commands they give. The whole
 * of it is wired from {@link dev.belay.api.ApiSettings} and a few readers.
 */
@Configuration
@Requires(property = ApiConfiguration.ENABLED, value = "true")
@NullMarked
package dev.belay.api;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
