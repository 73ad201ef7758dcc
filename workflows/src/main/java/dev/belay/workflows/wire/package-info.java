/**
 * Names and settings shared by all workflows: ids, task queues, activity profiles, search
 * attributes, the data converter.
 */
@NullMarked
package dev.belay.workflows.wire;

import org.jspecify.annotations.NullMarked;
