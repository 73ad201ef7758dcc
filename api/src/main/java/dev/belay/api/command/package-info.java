/**
 * What all commands over HTTP have in common: bodies, keys, answers. Each topic has a controller
 * and an interface of its own and leaves the rest to {@link dev.belay.api.command.CommandDesk}.
 */
@NullMarked
package dev.belay.api.command;

import org.jspecify.annotations.NullMarked;
