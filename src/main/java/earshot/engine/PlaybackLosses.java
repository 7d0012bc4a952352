package earshot.engine;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.firmware.LiveFirmware;
import earshot.firmware.LossReporter;
import earshot.id.DeviceId;
import earshot.problem.Severity;

/// Turns what devices must have lost into rows of the timeline, one for losses that belong together. Safe for use from any thread.
record PlaybackLosses(EventSink events) implements LiveFirmware.Losses {
    @Override
    public LossReporter of(DeviceId device) {
        return new LossReporter() {
            @Override
            public void ranOut(Duration silence, int gaps) {
                log(EventText.of(EventCode.DEVICE_RAN_OUT, silence.toMillis(), gaps));
            }

            @Override
            public void overflowed(int packets) {
                log(EventText.of(EventCode.DEVICE_OVERFLOW, packets));
            }

            private void log(EventText text) {
                events.log(device, "playback", Severity.WARNING, text);
            }
        };
    }
}
