package earshot.simulator;

import earshot.watch.WatchSubscription;
import java.util.function.Consumer;

/// The source of a device's audio: Opus packets of 60 ms, 16 kHz mono, one each 60 ms while it is open.
public interface Microphone {
    /// Starts. `packets` is called on a thread of the microphone and returns at once; closing the subscription stops it.
    /// @throws earshot.problem.ProblemException when this computer has none
    WatchSubscription open(Consumer<Packet> packets);

    /// @param opus never empty; one byte for silence, as DTX makes it
    /// @param lastOfSpeech whether a recorded sentence ends with it
    record Packet(byte[] opus, boolean lastOfSpeech) {}
}
