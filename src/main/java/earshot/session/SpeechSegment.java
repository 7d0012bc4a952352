package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivity;

/// A complete segment of speech.
///
/// @param lastVoicedNanos arrival of the last voiced frame, monotonic
/// @param recognition has received the same audio while it was spoken; whoever takes the segment closes it
/// @param activity what the voice detector found in it
/// @param requiredSilence how long it had to be quiet for its end; empty where the device decided
/// @param followingAudio length of the audio after it that begins the next segment
record SpeechSegment(PcmAudio pcmAudio, long lastVoicedNanos, Optional<RecognitionStream> recognition, VoiceActivity activity,
    Optional<Duration> requiredSilence, Duration followingAudio) {
    SpeechSegment endedAfter(Optional<Duration> silence) {
        return new SpeechSegment(pcmAudio, lastVoicedNanos, recognition, activity, silence, followingAudio);
    }

    SpeechSegment upTo(int samples) {
        short[] all = pcmAudio.pcm();
        Duration rest = Duration.ofNanos((all.length - samples) * 1_000_000_000L / pcmAudio.rate());
        return new SpeechSegment(new PcmAudio(Arrays.copyOf(all, samples), pcmAudio.rate()), lastVoicedNanos, Optional.empty(), activity, requiredSilence,
            rest);
    }
}
