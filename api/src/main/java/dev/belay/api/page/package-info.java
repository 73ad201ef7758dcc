/**
 * The dashboard: pages rendered here from what the API's readers give. A page works without a
 * script; scripts keep it fresh, give commands and draw curves.
 */
@NullMarked
package dev.belay.api.page;

import org.jspecify.annotations.NullMarked;
