package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.RecentAudio;
import earshot.audio.SegmentationPreview;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.compute.ComputePool;
import earshot.config.Configuration;
import earshot.device.DeviceRegistry;
import earshot.device.MutableDeviceModel;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;

/// Tries VAD and endpointing settings on the recent audio of a device before they are applied. Methods wait, so call them on virtual
/// threads; the computing runs on the pool.
record VadTester(Configuration configuration, DeviceRegistry devices, OpusCodec codec, VoiceActivityDetectorFactory detectors, ComputePool pool) {
    /// The audio that a device sent last; empty when it sent nothing or left long ago.
    Outcome recentAudio(DeviceId device) {
        RecentAudio sound = devices.find(device).map(MutableDeviceModel::recentPackets).filter(ring -> !ring.empty())
            .map(ring -> pool.submit(() -> RecentAudio.of(ring, codec)).join())
            .orElseGet(() -> new RecentAudio(new PcmAudio(new short[0], 16_000), List.of(), List.of()));
        return new Outcome.Done("", Optional.of(new Result.DeviceAudio(sound)));
    }

    /// @param values dotted key to value, on top of the settings in force; a refused value counts as it would in a file
    Outcome preview(RecentAudio sound, Map<String, Object> values) {
        VadSettings now = configuration.settings().get().of(VadSettings.SECTION);
        VadSettings tried = configuration.preview(values).of(VadSettings.SECTION);
        return new Outcome.Done("",
            Optional.of(pool
                .submit(() -> new Result.SegmentationComparison(preview(sound, now), now.equals(tried) ? Optional.empty() : Optional.of(preview(sound, tried))))
                .join()));
    }

    private SegmentationPreview preview(RecentAudio sound, VadSettings settings) {
        try (VoiceActivityDetector detector = detectors.open(settings)) {
            return SegmentationPreview.of(sound, settings, detector);
        }
    }
}
