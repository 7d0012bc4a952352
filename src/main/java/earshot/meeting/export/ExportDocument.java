package earshot.meeting.export;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;

/// The content of an export, common to all formats: sentences in the order in which they were said, with times since the start.
///
/// @param title never empty
/// @param lines sentences that count, ordered by time
/// @param length up to the end, or to the newest sentence of a running meeting
record ExportDocument(MeetingTranscript transcript, MeetingExporter export, ExportTexts texts, String title, List<SpokenLine> lines, Duration length) {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /// @param speaker the name given by a person, else that of the device
    /// @param text in one line
    /// @param at since the start, never negative
    record SpokenLine(MeetingSentence sentence, String speaker, String text, Duration at) {}

    static ExportDocument of(MeetingTranscript transcript, MeetingExporter export) {
        ExportTexts texts = new ExportTexts(export.language());
        Meeting meeting = transcript.meeting();
        String title = Summary.untitled(meeting.title()) ? texts.get("untitled") : singleLine(meeting.title());
        List<SpokenLine> lines = transcript.countedSentences().stream().sorted(Comparator.comparing(MeetingSentence::at).thenComparing(MeetingSentence::number))
            .map(sentence -> new SpokenLine(sentence, speaker(transcript, export, sentence), singleLine(sentence.text()), since(meeting, sentence.at())))
            .toList();
        return new ExportDocument(transcript, export, texts, title, lines, meeting.duration(meeting.lastAt()));
    }

    private static String speaker(MeetingTranscript transcript, MeetingExporter export, MeetingSentence sentence) {
        String named = singleLine(transcript.speakerName(sentence.speaker()));
        return named.isEmpty() || named.equals(sentence.device().value()) ? singleLine(export.deviceNames().apply(sentence.device())) : named;
    }

    static Duration since(Meeting meeting, Instant at) {
        Duration since = Duration.between(meeting.startedAt(), at);
        return since.isNegative() ? Duration.ZERO : since;
    }

    Meeting meeting() {
        return transcript.meeting();
    }

    Duration since(Bookmark mark) {
        return since(meeting(), mark.at());
    }

    /// Day and time of the start, time of the end, and their zone.
    String startAndEnd() {
        String from = DAY_AND_TIME.format(meeting().startedAt().atZone(export.zone()));
        String to = meeting().endedAt().map(end -> " – " + TIME.format(end.atZone(export.zone()))).orElse("");
        return from + to + " (" + export.zone() + ", UTC" + offset() + ")";
    }

    private String offset() {
        String offset = export.zone().getRules().getOffset(meeting().startedAt()).getId();
        return offset.equals("Z") ? "+00:00" : offset;
    }

    String timeOfDay(Instant at) {
        return TIME.format(at.atZone(export.zone()));
    }

    /// The names of the devices, with their ids where these differ.
    String devices() {
        return meeting().devices().stream().map(id -> {
            String name = singleLine(export.deviceNames().apply(id));
            return name.equals(id.value()) ? name : name + " (" + id + ")";
        }).collect(Collectors.joining(texts.get("separator")));
    }

    /// Why it ended; empty where that is not known.
    Optional<String> cause() {
        return meeting().times().cause().filter(_ -> !meeting().running()).map(texts::cause);
    }

    /// Reads the transcript in order, with the pauses of a meeting that continued after it had ended.
    void read(Consumer<SpokenLine> spoken, Consumer<String> pause) {
        Deque<Meeting.Pause> pauses = new ArrayDeque<>(meeting().pauses());
        for (SpokenLine line : lines) {
            while (!pauses.isEmpty() && !line.sentence().at().isBefore(pauses.getFirst().to())) {
                pause.accept(text(pauses.removeFirst()));
            }
            spoken.accept(line);
        }
        pauses.forEach(left -> pause.accept(text(left)));
    }

    private String text(Meeting.Pause pause) {
        String ended = DAY_AND_TIME.format(pause.from().atZone(export.zone())) + pause.cause().map(cause -> " (" + texts.cause(cause) + ")").orElse("");
        return texts.fact("ended", ended) + " – " + texts.fact("continued", DAY_AND_TIME.format(pause.to().atZone(export.zone())));
    }

    /// The names of those who spoke, in the order in which they first did.
    String participants() {
        return lines.stream().map(SpokenLine::speaker).filter(name -> !name.isEmpty()).distinct().collect(Collectors.joining(texts.get("separator")));
    }

    /// `00:12:40`
    static String clock(Duration time) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /// `00:12:40.125`
    static String clock(Duration time, char point) {
        return clock(time) + point + String.format(Locale.ROOT, "%03d", time.toMillisPart());
    }

    /// Replaces line ends, other white space and control characters by single spaces.
    static String singleLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ").strip();
    }
}
