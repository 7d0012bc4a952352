package earshot.audio;

import module java.base;

import earshot.problem.FatalErrors;
import earshot.problem.ProblemReason;
import earshot.store.DiskCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes voice activity detectors. Loaded once, before the server starts, for the same reason as [OpusCodecs]. Safe for use from any
/// thread.
public final class VoiceActivityDetectorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceActivityDetectorFactory.class);

    private final Optional<WebRtcVad.Library> library;

    private VoiceActivityDetectorFactory(Optional<WebRtcVad.Library> library) {
        this.library = library;
    }

    /// Unpacks the native library of WebRTC's detector into `directory`, unless it is there from an earlier run, and loads it.
    /// Where that fails, the energy gate decides alone and the log says why.
    public static VoiceActivityDetectorFactory load(Path directory) {
        try {
            return new VoiceActivityDetectorFactory(Optional.of(WebRtcVad.Library.load(directory)));
        } catch (Throwable e) { // also Errors: native access denied, a wrong architecture
            FatalErrors.report(e);
            LOG.warn("WebRTC's voice detector is not usable, loudness alone decides: {}",
                ProblemReason.text(DiskCondition.explain(directory, e.toString()), Locale.ENGLISH));
            return new VoiceActivityDetectorFactory(Optional.empty());
        }
    }

    /// Makes detectors that use the energy gate only.
    public static VoiceActivityDetectorFactory gateOnly() {
        return new VoiceActivityDetectorFactory(Optional.empty());
    }

    /// A detector for one stream.
    public VoiceActivityDetector open(VadSettings settings) {
        return new GatedVoiceActivityDetector(library.map(loaded -> new WebRtcVad(loaded, settings.mode())), new EnergyGate(settings.gateDb()));
    }

    /// Name for the console.
    public String name() {
        return library.isPresent() ? "WebRTC VAD + energy gate" : "energy gate";
    }
}
