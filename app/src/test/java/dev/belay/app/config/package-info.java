@NullMarked
package dev.belay.app.config;

import org.jspecify.annotations.NullMarked;
