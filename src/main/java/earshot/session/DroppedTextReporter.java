package earshot.session;

import module java.base;

import earshot.asr.Hallucination;
import earshot.device.MutableDeviceModel;
import earshot.id.DeviceId;
import earshot.problem.Severity;

/// Shows and counts what a recognizer gave although nobody said it. Safe for use from any thread.
record DroppedTextReporter(SessionServices services, DeviceId device) {
    void report(Hallucination dropped) {
        services.devices().find(device).ifPresent(MutableDeviceModel::textDropped);
        services.events().log(device, "dropped", Severity.INFO, "“" + dropped.text() + "” was not said: " + switch (dropped.reason()) {
            case LITTLE_VOICE -> "there is not enough voice in the sound";
            case NO_SPEECH -> "the recogniser doubts that anybody spoke, and there is not enough voice";
            case PROMPT -> "it is what the recogniser was told to expect, and there is not enough voice";
            case KNOWN_PHRASE -> "recognisers give it where nobody speaks, and there is not enough voice";
        });
    }
}
