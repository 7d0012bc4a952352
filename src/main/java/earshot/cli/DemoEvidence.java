package earshot.cli;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.simulator.SimulatedDeviceReport;

/// The facts that a demo run collects.
///
/// @param said the text of the recorded sentence
/// @param heard what the server recognized
/// @param framesSent audio frames that the server counts as sent to the device
/// @param device what the device measured
/// @param answer what the device played
/// @param picture the console while speech was arriving, empty when no screenshot could be taken
public record DemoEvidence(String said, String heard, long framesSent, SimulatedDeviceReport device, PcmAudio answer, Optional<Picture> picture) {
    /// A screenshot of the console.
    ///
    /// @param width pixels
    /// @param height pixels
    /// @param colors number of different colors, at most 1000
    /// @param live whether the device's row and a waveform that is not flat were on the screen just before and just after it was taken
    public record Picture(int width, int height, int colors, boolean live) {}
}
