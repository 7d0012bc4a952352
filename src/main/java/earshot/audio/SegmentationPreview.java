package earshot.audio;

import module java.base;

import earshot.audio.SpeechBoundary.EndReason;

/// How the given detector settings would have segmented some audio. All times count from its beginning.
///
/// @param segments in order
/// @param voiced stretches that the detector found voiced, in order
public record SegmentationPreview(List<Segment> segments, List<Span> voiced) {
    private static final long SECOND = 1_000_000_000L;

    /// @param from first voiced frame
    /// @param to end of the last voiced frame
    /// @param decided when the end was decided; the difference to `to` is the silence that was waited for
    /// @param reason empty when the audio or the stream ended before the endpointer decided
    public record Segment(Duration from, Duration to, Duration decided, Optional<EndReason> reason) {}

    /// One stretch of voiced audio.
    public record Span(Duration from, Duration to) {}

    public SegmentationPreview {
        segments = List.copyOf(segments);
        voiced = List.copyOf(voiced);
    }

    /// Runs the detector and endpointer of a connection over the audio. A pure function of its arguments; takes some milliseconds
    /// for 20 s.
    ///
    /// The noise floor is unknown at the beginning, so the first second or two may be judged differently than on a connection that
    /// has been open for long.
    ///
    /// @param detector fresh; not closed here
    public static SegmentationPreview of(RecentAudio recent, VadSettings settings, VoiceActivityDetector detector) {
        Recorder recorder = new Recorder(new Endpointer(settings));
        short[] pcm = recent.audio().pcm();
        int at = 0;
        for (int number = 0; number < recent.frames().size(); number++) {
            int length = recent.frames().get(number);
            long begin = at * SECOND / recent.audio().rate();
            if (recent.breaks().contains(number)) {
                recorder.breakOff(begin);
            }
            recorder.accept(detector.voiced(Arrays.copyOfRange(pcm, at, at + length)), begin, (at + length) * SECOND / recent.audio().rate());
            at += length;
        }
        return recorder.end(at * SECOND / recent.audio().rate());
    }

    /// Collects what the endpointer decides. Times are nanoseconds from the beginning of the audio.
    private static final class Recorder {
        private final Endpointer endpointer;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Span> voiced = new ArrayList<>();
        private Optional<Long> from = Optional.empty();
        private Optional<Long> voiceSince = Optional.empty();

        private Recorder(Endpointer endpointer) {
            this.endpointer = endpointer;
        }

        private void breakOff(long at) {
            from.ifPresent(first -> segments
                .add(new Segment(Duration.ofNanos(first), Duration.ofNanos(endpointer.lastVoicedNanos()), Duration.ofNanos(at), Optional.empty())));
            from = Optional.empty();
            endpointer.reset();
        }

        private void accept(boolean voice, long begin, long end) {
            if (voice && voiceSince.isEmpty()) {
                voiceSince = Optional.of(begin);
            } else if (!voice) {
                endVoice(begin);
            }
            // a frame counts from its end, which is when it arrives
            endpointer.accept(voice, end - begin, end).ifPresent(boundary -> {
                switch (boundary) {
                    case SpeechBoundary.SpeechStarted began -> from = Optional.of(began.firstVoicedNanos() - (end - begin));
                    case SpeechBoundary.SpeechEnded ended -> {
                        segments.add(new Segment(Duration.ofNanos(from.orElse(begin)), Duration.ofNanos(ended.lastVoicedNanos()),
                            Duration.ofNanos(ended.decidedNanos()), Optional.of(ended.reason())));
                        from = Optional.empty();
                    }
                }
            });
        }

        private void endVoice(long at) {
            voiceSince.ifPresent(since -> voiced.add(new Span(Duration.ofNanos(since), Duration.ofNanos(at))));
            voiceSince = Optional.empty();
        }

        private SegmentationPreview end(long at) {
            breakOff(at);
            endVoice(at);
            return new SegmentationPreview(segments, voiced);
        }
    }
}
