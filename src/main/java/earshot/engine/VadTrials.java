package earshot.engine;

import earshot.audio.Cuts;
import earshot.audio.OpusCodec;
import earshot.audio.Recent;
import earshot.audio.Speech;
import earshot.audio.VoiceDetector;
import earshot.audio.VoiceDetectors;
import earshot.compute.ComputePool;
import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.device.DeviceCells;
import earshot.device.Devices;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries VAD and endpointing settings on the recent audio of a device before they are applied. Methods wait, so call them on virtual
/// threads; the computing runs on the pool.
final class VadTrials {
    private final Configuration configuration;
    private final Devices devices;
    private final OpusCodec codec;
    private final VoiceDetectors detectors;
    private final ComputePool pool;

    VadTrials(Configuration configuration, Devices devices, OpusCodec codec, VoiceDetectors detectors, ComputePool pool) {
        this.configuration = configuration;
        this.devices = devices;
        this.codec = codec;
        this.detectors = detectors;
        this.pool = pool;
    }

    /// The audio that a device sent last; empty when it sent nothing or left long ago.
    Outcome recent(String device) {
        Recent sound = devices.find(device).map(DeviceCells::recent).filter(ring -> !ring.empty()).map(ring -> pool.submit(() -> Recent.of(ring, codec)).join())
            .orElseGet(() -> new Recent(new Speech(new short[0], 16_000), List.of(), List.of()));
        return new Outcome.Done("", Optional.of(new Result.Sound(sound)));
    }

    /// @param values dotted key to value, on top of the settings in force; a refused value counts as it would in a file
    Outcome cuts(Recent sound, Map<String, Object> values) {
        Settings.Vad now = configuration.settings().get().vad();
        Settings.Vad tried = configuration.tried(values).vad();
        return new Outcome.Done("", Optional.of(pool.submit(() -> new Result.Cut(cuts(sound, now), now.equals(tried) ? Optional.empty() : Optional.of(cuts(sound, tried)))).join()));
    }

    private Cuts cuts(Recent sound, Settings.Vad settings) {
        try (VoiceDetector detector = detectors.open(settings)) {
            return Cuts.of(sound, settings, detector);
        }
    }
}
