package earshot.operator;

import java.time.Instant;
import java.util.Optional;

import earshot.id.DeviceId;

/// A message that was sent, or was to be.
///
/// @param number counts from 1
/// @param delivery empty while it is on its way
public record SentMessage(long number, Instant at, DeviceId device, OperatorMessage message, Optional<Delivery> delivery) {
    SentMessage with(Delivery came) {
        return new SentMessage(number, at, device, message, Optional.of(came));
    }
}
