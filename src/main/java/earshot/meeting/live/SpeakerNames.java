package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;

/// What the devices of a meeting are called in messages to one device: by their ids where it may know them, else `device-` and their number in the meeting.
///
/// @param devices of the meeting, in the order in which they joined
/// @param known the devices whose ids may be told
record SpeakerNames(List<DeviceId> devices, Set<DeviceId> known) {
    private static final String SPEAKER = "speakerId";

    String of(DeviceId device) {
        return known.contains(device) ? device.value() : "device-" + (devices.indexOf(device) + 1);
    }

    /// @param speaker a name, or the id of a device as that wrote it
    String ofSpeaker(String speaker) {
        return devices.stream().filter(device -> device.value().equalsIgnoreCase(speaker)).findFirst()
            .map(device -> known.contains(device) ? speaker : of(device)).orElse(speaker);
    }

    /// The items of a snippet with these names.
    JsonNode in(JsonNode items) {
        JsonNode named = items.deepCopy();
        for (JsonNode item : named) {
            if (item instanceof ObjectNode object && object.path(SPEAKER).isTextual()) {
                object.put(SPEAKER, ofSpeaker(object.path(SPEAKER).textValue().strip()));
            }
        }
        return named;
    }
}
