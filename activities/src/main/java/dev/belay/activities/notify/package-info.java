/**
 * Notifications: channels to webhooks and Telegram, and what carries events to them.
 *
 * <p>Whatever happens to a channel, nothing that trades waits for it or hears of it: a {@link
 * dev.belay.activities.notify.Courier} has a thread of its own, and what it has not delivered waits
 * in the journal. Tokens and addresses of webhooks are secrets; no message, log or {@code toString}
 * here has them.
 */
@NullMarked
package dev.belay.activities.notify;

import org.jspecify.annotations.NullMarked;
