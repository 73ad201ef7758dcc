/**
 * The REST API and the status page: what people see of Belay, and the commands they give. The whole
 * of it is wired from {@link dev.belay.api.ApiSettings} and a few readers.
 */
@NullMarked
package dev.belay.api;

import org.jspecify.annotations.NullMarked;
