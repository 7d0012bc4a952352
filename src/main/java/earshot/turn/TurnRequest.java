package earshot.turn;

import earshot.tool.ToolSource;
import earshot.wire.AudioParams;

/// What a turn works with.
///
/// @param tools the device's own tools and IoT things
/// @param downlink the audio format announced to the device in our `hello`
public record TurnRequest(TurnInput input, AssistantRequest.DeviceInfo device, ToolSource tools, AudioParams downlink, TurnOptions options) {
    /// The same for words that nobody asked for: without tools, and nothing counts as recognized.
    public TurnRequest unprompted() {
        return new TurnRequest(input, device, ToolSource.none(), downlink, options.unprompted());
    }
}
