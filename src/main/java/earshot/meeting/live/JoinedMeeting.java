package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;

/// Makes one meeting of two: all sentences in the order in which they were said, with their times and recordings. What both heard counts once. A speaker id
/// that was given different names in both means two people.
final class JoinedMeeting {
    private final MeetingTranscript first;
    private final MeetingTranscript second;
    private final Map<DeviceId, Duration> recorded;

    /// @param recorded how much of a recording comes before that of the second meeting, by device
    private JoinedMeeting(MeetingTranscript first, MeetingTranscript second, Map<DeviceId, Duration> recorded) {
        this.first = first;
        this.second = second;
        this.recorded = recorded;
    }

    /// A meeting that is being finalized: its summary is still to be written.
    ///
    /// @param first that began first
    static MeetingTranscript of(MeetingId id, MeetingTranscript first, MeetingTranscript second, Map<DeviceId, Duration> recorded) {
        return new JoinedMeeting(first, second, recorded).joined(id);
    }

    private MeetingTranscript joined(MeetingId id) {
        Map<String, String> renamed = renamedSpeakers();
        List<MeetingSentence> sentences = sentences(renamed);
        List<Bookmark> marks = new ArrayList<>();
        Stream.concat(first.marks().stream(), second.marks().stream()).sorted(Comparator.comparing(Bookmark::at))
            .forEach(mark -> marks.add(new Bookmark(marks.size() + 1, mark.at(), mark.label())));
        Map<String, String> names = new HashMap<>(first.speakers());
        second.speakers().forEach((speaker, name) -> names.put(renamed.getOrDefault(speaker, speaker), name));
        List<DeviceId> devices = Stream.concat(first.meeting().devices().stream(), second.meeting().devices().stream()).distinct().toList();
        int count = (int) sentences.stream().filter(MeetingSentence::counts).count();
        String title = ownTitle(first).or(() -> ownTitle(second)).orElse("");
        Meeting meeting = new Meeting(id, title, Meeting.Lifecycle.FINALIZING, devices, times(), count,
            first.meeting().recorded() || second.meeting().recorded(), Optional.empty());
        MeetingTranscript.History history = new MeetingTranscript.History(List.of(), List.of(), List.of(first.meeting().id(), second.meeting().id()));
        return new MeetingTranscript(meeting, sentences, marks, names, List.of(), Optional.empty(), Optional.empty(), history);
    }

    private List<MeetingSentence> sentences(Map<String, String> renamed) {
        Map<String, List<MeetingSentence>> heard = new HashMap<>();
        first.countedSentences().forEach(sentence -> heard.computeIfAbsent(key(sentence), _ -> new ArrayList<>()).add(sentence));
        List<MeetingSentence> all = new ArrayList<>(first.sentences());
        for (MeetingSentence sentence : second.sentences()) {
            boolean again = sentence.counts() && heard.getOrDefault(key(sentence), List.of()).stream().anyMatch(other -> repeats(other, sentence));
            all.add(moved(again ? sentence.withStatus(Status.DUPLICATE) : sentence, renamed));
        }
        // stable: of one moment, those of the first meeting come first
        all.sort(Comparator.comparing(MeetingSentence::at));
        return IntStream.range(0, all.size()).mapToObj(number -> numbered(all.get(number), number)).toList();
    }

    /// The same rule as within a meeting: see [Deduplicator].
    private static boolean repeats(MeetingSentence one, MeetingSentence other) {
        boolean sameSource = one.device().equals(other.device()) && one.speaker().equals(other.speaker());
        boolean far = Duration.between(one.at(), other.at()).abs().compareTo(Deduplicator.WINDOW) >= 0;
        return !far && (sameSource || !one.device().equals(other.device()) && words(one).longEnough());
    }

    private static String key(MeetingSentence sentence) {
        return words(sentence).key();
    }

    private static NormalizedSentence words(MeetingSentence sentence) {
        return NormalizedSentence.of(sentence.original().orElse(sentence.text()));
    }

    private MeetingSentence moved(MeetingSentence s, Map<String, String> renamed) {
        MeetingSentence.Origin origin = new MeetingSentence.Origin(s.device(), renamed.getOrDefault(s.speaker(), s.speaker()), s.tag());
        Optional<MeetingSentence.Span> span = s.recordingSpan()
            .map(one -> new MeetingSentence.Span(one.from().plus(recorded.getOrDefault(s.device(), Duration.ZERO)), one.length()));
        return new MeetingSentence(s.number(), s.at(), origin, s.text(), s.original(), s.status(), span);
    }

    private static MeetingSentence numbered(MeetingSentence s, long number) {
        return new MeetingSentence(number, s.at(), s.origin(), s.text(), s.original(), s.counts() ? Status.MERGED : Status.DUPLICATE, s.recordingSpan());
    }

    /// New ids of speakers of the second meeting, by their old ones. A device as the speaker is the same device in both.
    private Map<String, String> renamedSpeakers() {
        Set<String> taken = Stream.of(first, second)
            .flatMap(one -> Stream.concat(one.sentences().stream().map(MeetingSentence::speaker), one.speakers().keySet().stream()))
            .collect(Collectors.toCollection(HashSet::new));
        Set<String> before = first.sentences().stream().map(MeetingSentence::speaker).collect(Collectors.toSet());
        Set<String> devices = Stream.of(first, second).flatMap(one -> one.meeting().devices().stream()).map(DeviceId::value).collect(Collectors.toSet());
        Map<String, String> renamed = new HashMap<>();
        second.sentences().stream().map(MeetingSentence::speaker).distinct().filter(speaker -> before.contains(speaker) && !devices.contains(speaker))
            .filter(speaker -> !Objects.equals(first.speakers().get(speaker), second.speakers().get(speaker))).forEach(speaker -> {
                String fresh = IntStream.iterate(2, n -> n + 1).mapToObj(n -> speaker + "-" + n).filter(taken::add).findFirst().orElseThrow();
                renamed.put(speaker, fresh);
            });
        return renamed;
    }

    private Meeting.Times times() {
        Meeting one = first.meeting();
        Meeting other = second.meeting();
        Instant end = end(one);
        List<Meeting.Pause> pauses = new ArrayList<>();
        one.pauses().stream().filter(pause -> apart(pause, other)).forEach(pauses::add);
        other.pauses().stream().filter(pause -> apart(pause, one)).forEach(pauses::add);
        if (end.isBefore(other.startedAt())) {
            pauses.add(new Meeting.Pause(end, other.startedAt(), one.times().cause()));
        }
        pauses.sort(Comparator.comparing(Meeting.Pause::from));
        boolean firstLast = end.isAfter(end(other));
        return new Meeting.Times(one.startedAt(), Optional.of(firstLast ? end : end(other)),
            one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt(), pauses,
            (firstLast ? one : other).times().cause());
    }

    /// Whether the other meeting did not run during a pause.
    private static boolean apart(Meeting.Pause pause, Meeting other) {
        return !pause.from().isBefore(end(other)) || !pause.to().isAfter(other.startedAt());
    }

    private static Instant end(Meeting meeting) {
        return meeting.endedAt().orElse(meeting.lastAt());
    }

    /// The title that a person gave.
    private static Optional<String> ownTitle(MeetingTranscript of) {
        String title = of.meeting().title();
        return Optional.of(title).filter(given -> !Summary.untitled(given) && !given.equals(of.summary().map(Summary::title).orElse("")));
    }
}
