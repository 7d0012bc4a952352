package earshot.cli;

import earshot.audio.Speech;
import earshot.simulator.DeviceReport;
import java.util.List;
import java.util.Optional;

/// What a demo has to show for itself.
///
/// @param said the words of the recorded sentence
/// @param heard what the server understood
/// @param framesSent sound frames that the server counts as sent to the device
/// @param device what the device saw and played
/// @param answer what left its loudspeaker
/// @param picture the console while speech was arriving, absent when none could be taken
public record DemoEvidence(String said, String heard, long framesSent, DeviceReport device, Speech answer, Optional<Picture> picture) {
    /// A picture of the console.
    ///
    /// @param width pixels
    /// @param height pixels
    /// @param colours how many different colours its pixels have
    /// @param live whether the device's row and a waveform that is not flat were on the screen just before and just after it was taken
    public record Picture(int width, int height, int colours, boolean live) {}

    /// What the device saw go wrong.
    List<String> failures() {
        return device.failures();
    }
}
