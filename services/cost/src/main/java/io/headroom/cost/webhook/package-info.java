/// Messages to addresses of people's own: signed, tried again, given up in the open. Start at [WebhookLoop].
@NullMarked
package io.headroom.cost.webhook;

import org.jspecify.annotations.NullMarked;
