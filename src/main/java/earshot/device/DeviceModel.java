package earshot.device;

import earshot.audio.Flow;
import earshot.audio.Level;
import earshot.audio.Waveform;
import earshot.watch.Watch;
import java.util.List;
import java.util.Optional;

/// Everything observable of one device. Lives as long as the device's row; a new connection writes into the same.
public interface DeviceModel {
    String id();

    Watch<DeviceFacts> facts();

    /// What the microphone sends; silence while not connected.
    Watch<Level> levelIn();

    /// What the device is being sent.
    Watch<Level> levelOut();

    /// The level above which sound counts as voice now, dBFS.
    Watch<Double> threshold();

    Watch<Flow> flowIn();

    Watch<Flow> flowOut();

    Waveform waveIn();

    Waveform waveOut();

    /// Empty while not connected.
    Watch<Optional<IdleCountdown>> idle();

    /// The states of the last 60 s, oldest first, never empty.
    Watch<List<StateSpan>> history();
}
