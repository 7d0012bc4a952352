package earshot.device;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamTotals;
import earshot.audio.Waveform;
import earshot.id.DeviceId;
import earshot.watch.Watch;

/// The observable state of one device. The same object lasts as long as the device's row, over all connections.
public interface DeviceModel {
    DeviceId id();

    Watch<DeviceFacts> facts();

    /// The level of the microphone's audio; silence while not connected.
    Watch<AudioLevel> levelIn();

    /// The level of the audio sent to the device.
    Watch<AudioLevel> levelOut();

    /// The level above which audio counts as voice now, dBFS.
    Watch<Double> threshold();

    Watch<StreamStatistics> flowIn();

    Watch<StreamStatistics> flowOut();

    /// On all connections since the row began.
    default StreamTotals totalIn() {
        return StreamTotals.NONE.plus(flowIn().get());
    }

    default StreamTotals totalOut() {
        return StreamTotals.NONE.plus(flowOut().get());
    }

    /// Texts of this run that a recognizer gave although nobody said them.
    Watch<Integer> droppedTexts();

    Waveform waveIn();

    Waveform waveOut();

    /// Empty while not connected.
    Watch<Optional<IdleCountdown>> idle();

    /// The states of the last 60 s, oldest first, never empty.
    Watch<List<StateSpan>> history();

    /// The newest 20 changes of its work mode in this run, oldest first.
    Watch<List<ModeChange>> modes();
}
