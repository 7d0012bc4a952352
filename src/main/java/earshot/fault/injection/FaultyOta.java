package earshot.fault.injection;

import module java.base;

import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.server.HttpReply;
import earshot.time.Time;

/// Answers boot requests as the faults of the device demand.
public record FaultyOta(FaultRegistry faults, Time time) {
    /// The reply itself, or what is sent in its place. Waits where the answer is to be slow: for virtual threads only.
    public HttpReply replyTo(DeviceId device, HttpReply reply) {
        Faults now = faults.of(device, FaultSide.SERVER);
        if (now.has(FaultKind.OTA_SLOW)) {
            time.sleep(now.duration(FaultKind.OTA_SLOW));
        }
        if (now.has(FaultKind.OTA_ERROR)) {
            return HttpReply.text(500, "a fault that was switched on by hand");
        }
        return now.has(FaultKind.OTA_NOT_JSON)
            ? new HttpReply(reply.status(), reply.type(), reply.headers(), "<html>a fault that was switched on by hand</html>".getBytes(StandardCharsets.UTF_8))
            : reply;
    }
}
