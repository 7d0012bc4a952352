package earshot.audio;

import module java.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes voice activity detectors. Loaded once, before the server starts, for the same reason as [OpusCodecs]. Safe for use from any
/// thread.
public final class VoiceActivityDetectorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceActivityDetectorFactory.class);

    private final Optional<WebRtcVad.Library> library;
    private final Optional<String> unavailableReason;

    private VoiceActivityDetectorFactory(Optional<WebRtcVad.Library> library, Optional<String> unavailableReason) {
        this.library = library;
        this.unavailableReason = unavailableReason;
    }

    /// Unpacks the native library of WebRTC's detector into `directory`, unless it is there from an earlier run, and loads it.
    /// Where that fails the energy gate decides alone, and [#unavailableReason] says why.
    public static VoiceActivityDetectorFactory load(Path directory) {
        try {
            return new VoiceActivityDetectorFactory(Optional.of(WebRtcVad.Library.load(directory)), Optional.empty());
        } catch (Throwable e) { // also Errors: native access denied, a wrong architecture
            LOG.warn("WebRTC's voice detector is not usable, loudness alone decides: {}", e.toString());
            return new VoiceActivityDetectorFactory(Optional.empty(), Optional.of(e.toString()));
        }
    }

    /// Makes detectors that use the energy gate only.
    public static VoiceActivityDetectorFactory gateOnly() {
        return new VoiceActivityDetectorFactory(Optional.empty(), Optional.empty());
    }

    /// A detector for one stream.
    public VoiceActivityDetector open(VadSettings settings) {
        return new GatedVoiceActivityDetector(library.map(loaded -> new WebRtcVad(loaded, settings.mode())), new EnergyGate(settings.gateDb()));
    }

    /// Name for the console.
    public String name() {
        return library.isPresent() ? "WebRTC VAD + energy gate" : "energy gate";
    }

    /// Why WebRTC's detector could not be loaded; empty when it is in use or was not wanted.
    public Optional<String> unavailableReason() {
        return unavailableReason;
    }
}
