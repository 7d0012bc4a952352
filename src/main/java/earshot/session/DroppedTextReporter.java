package earshot.session;

import earshot.asr.Hallucination;
import earshot.device.MutableDeviceModel;
import earshot.event.EventCode;
import earshot.id.DeviceId;

/// Shows and counts what a recognizer gave although nobody said it. Safe for use from any thread.
record DroppedTextReporter(SessionServices services, DeviceId device) {
    void report(Hallucination dropped) {
        services.devices().find(device).ifPresent(MutableDeviceModel::textDropped);
        services.events().log(device, "dropped", switch (dropped.reason()) {
            case LITTLE_VOICE -> EventCode.DROPPED_LITTLE_VOICE;
            case NO_SPEECH -> EventCode.DROPPED_NO_SPEECH;
            case PROMPT -> EventCode.DROPPED_PROMPT;
            case KNOWN_PHRASE -> EventCode.DROPPED_KNOWN_PHRASE;
        }, dropped.text());
    }
}
