/** The paper venue as a server: it speaks the wire of Binance USDⓈ-M futures. */
@NullMarked
package dev.belay.simulator;

import org.jspecify.annotations.NullMarked;
