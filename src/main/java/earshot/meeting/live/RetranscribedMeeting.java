package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.soundfile.SoundFileSentence;

/// The text of a meeting whose recordings were transcribed again: as if it had been heard so at the time. What was never recorded, as the snippets of
/// devices, stays as it was said.
final class RetranscribedMeeting {
    private record Line(LiveTranscript.IncomingSentence sentence, Optional<String> edit) {}

    private RetranscribedMeeting() {}

    /// All sentences in the order in which they were said, repeats included.
    ///
    /// @param heard by device, with positions in its recording
    static List<MeetingSentence> of(MeetingTranscript before, Map<DeviceId, List<SoundFileSentence>> heard, Glossary glossary) {
        List<Line> lines = new ArrayList<>();
        before.countedSentences().stream().filter(sentence -> sentence.recordingSpan().isEmpty() || !heard.containsKey(sentence.device()))
            .forEach(sentence -> lines.add(kept(sentence)));
        heard.forEach((device, sentences) -> {
            NavigableMap<Duration, Instant> times = times(before, device);
            sentences.forEach(one -> lines.add(line(device, one, at(one.begin(), times, before.meeting().startedAt()))));
        });
        lines.sort(Comparator.comparing(line -> line.sentence.at()));
        LiveTranscript transcript = new LiveTranscript(before.meeting().startedAt(), List.of());
        for (Line line : lines) {
            List<MeetingSentence> changed = transcript.add(line.sentence, glossary);
            line.edit.filter(_ -> !changed.isEmpty()).ifPresent(edit -> transcript.edit(changed.getLast().number(), edit));
        }
        transcript.merge();
        return transcript.all();
    }

    private static Line kept(MeetingSentence s) {
        return new Line(new LiveTranscript.IncomingSentence(s.origin(), s.original().orElse(s.text()), true, s.at(), s.recordingSpan()),
            s.original().map(_ -> s.text()));
    }

    private static Line line(DeviceId device, SoundFileSentence one, Instant at) {
        MeetingSentence.Origin origin = new MeetingSentence.Origin(device, one.speaker().orElse(device.value()), "");
        return new Line(new LiveTranscript.IncomingSentence(origin, SentenceCleaner.clean(one.text()), true, at,
            Optional.of(new MeetingSentence.Span(one.begin(), one.length()))), Optional.empty());
    }

    /// When which position of a recording was recorded, as the sentences before tell; what is later in a recording was said later.
    private static NavigableMap<Duration, Instant> times(MeetingTranscript before, DeviceId device) {
        NavigableMap<Duration, Instant> times = new TreeMap<>();
        before.sentences().stream().filter(sentence -> sentence.device().equals(device)).forEach(sentence -> sentence.recordingSpan()
            .ifPresent(span -> times.merge(span.from(), sentence.at(), (one, other) -> one.isBefore(other) ? one : other)));
        Instant latest = Instant.MIN;
        for (Map.Entry<Duration, Instant> time : times.entrySet()) {
            latest = time.getValue().isAfter(latest) ? time.getValue() : latest;
            time.setValue(latest);
        }
        return times;
    }

    /// A recording has no gaps where its device sent nothing, so that only the nearest sentence before tells the time.
    private static Instant at(Duration position, NavigableMap<Duration, Instant> times, Instant startedAt) {
        Map.Entry<Duration, Instant> known = Optional.ofNullable(times.floorEntry(position)).or(() -> Optional.ofNullable(times.firstEntry()))
            .orElse(Map.entry(Duration.ZERO, startedAt));
        Instant at = known.getValue().plus(position.minus(known.getKey())).truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> next = Optional.ofNullable(times.higherEntry(position)).map(Map.Entry::getValue)
            .filter(_ -> !position.minus(known.getKey()).isNegative());
        Instant bounded = next.filter(at::isAfter).orElse(at);
        return bounded.isBefore(startedAt) && !known.getValue().isBefore(startedAt) ? startedAt : bounded;
    }
}
