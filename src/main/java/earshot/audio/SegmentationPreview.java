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
        Endpointer endpointer = new Endpointer(settings);
        List<Segment> segments = new ArrayList<>();
        List<Span> voiced = new ArrayList<>();
        short[] pcm = recent.audio().pcm();
        Optional<Long> from = Optional.empty();
        Optional<Long> voiceSince = Optional.empty();
        int at = 0;
        long lastEnd = 0;
        for (int number = 0; number < recent.frames().size(); number++) {
            int length = recent.frames().get(number);
            long begin = at * SECOND / recent.audio().rate();
            long end = (at + length) * SECOND / recent.audio().rate();
            if (recent.breaks().contains(number)) {
                from.ifPresent(first -> segments.add(unfinished(first, endpointer, begin)));
                from = Optional.empty();
                endpointer.reset();
            }
            boolean voice = detector.voiced(Arrays.copyOfRange(pcm, at, at + length));
            if (voice && voiceSince.isEmpty()) {
                voiceSince = Optional.of(begin);
            } else if (!voice && voiceSince.isPresent()) {
                voiced.add(span(voiceSince.get(), begin));
                voiceSince = Optional.empty();
            }
            // a frame counts from its end, which is when it arrives
            Optional<SpeechBoundary> found = endpointer.accept(voice, end - begin, end);
            if (found.isPresent()) {
                switch (found.get()) {
                    case SpeechBoundary.SpeechStarted began -> from = Optional.of(began.firstVoicedNanos() - (end - begin));
                    case SpeechBoundary.SpeechEnded ended -> {
                        segments.add(new Segment(Duration.ofNanos(from.orElse(begin)), Duration.ofNanos(ended.lastVoicedNanos()), Duration.ofNanos(ended.decidedNanos()), Optional.of(ended.reason())));
                        from = Optional.empty();
                    }
                }
            }
            at += length;
            lastEnd = end;
        }
        long whole = lastEnd;
        from.ifPresent(first -> segments.add(unfinished(first, endpointer, whole)));
        voiceSince.ifPresent(since -> voiced.add(span(since, whole)));
        return new SegmentationPreview(segments, voiced);
    }

    private static Segment unfinished(long from, Endpointer endpointer, long end) {
        return new Segment(Duration.ofNanos(from), Duration.ofNanos(endpointer.lastVoicedNanos()), Duration.ofNanos(end), Optional.empty());
    }

    private static Span span(long from, long to) {
        return new Span(Duration.ofNanos(from), Duration.ofNanos(to));
    }
}
