package earshot.conversation;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.tool.ToolSource;

/// The volume of a device's loudspeaker, by the tools of current firmware.
record DeviceVolume(ToolSource tools) {
    private static final String STATUS = "self.get_device_status";
    private static final String SET = "self.audio_speaker.set_volume";

    boolean canBeRead() {
        return offers(STATUS);
    }

    boolean canBeSet() {
        return offers(SET);
    }

    /// The status of the device, for [#percentIn].
    CompletableFuture<String> readStatus() {
        return tools.call(STATUS, JSON.createObjectNode());
    }

    /// The volume in a status, 0 to 100; empty when it holds none.
    static OptionalInt percentIn(String status) {
        try {
            JsonNode volume = JSON.readTree(status).path("audio_speaker").path("volume");
            return volume.isNumber() ? OptionalInt.of(volume.intValue()) : OptionalInt.empty();
        } catch (JsonProcessingException _) {
            return OptionalInt.empty();
        }
    }

    CompletableFuture<String> set(int percent) {
        return tools.call(SET, JSON.createObjectNode().put("volume", percent));
    }

    private boolean offers(String name) {
        return tools.list().stream().anyMatch(tool -> tool.name().equals(name));
    }
}
