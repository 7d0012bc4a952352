package earshot.ui.meetings;

import earshot.engine.EngineModel;
import earshot.engine.ModelsState;
import earshot.meeting.Meeting;
import earshot.meeting.Running;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.ui.part.Durations;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Formats meetings as text, in one language.
final class MeetingWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Texts texts;
    private final EngineModel model;
    private final ZoneId zone = ZoneId.systemDefault();

    MeetingWords(Texts texts, EngineModel model) {
        this.texts = texts;
        this.model = model;
    }

    String title(Meeting meeting) {
        return Summary.untitled(meeting.title()) ? texts.get("meetings.untitled") : meeting.title();
    }

    String state(Meeting meeting) {
        return texts.get("meetings.state." + meeting.state().name().toLowerCase(Locale.ROOT));
    }

    /// Style class of the state's shape.
    static String shape(Meeting meeting) {
        return switch (meeting.state()) {
            case LIVE -> "shape-listening";
            case FINALIZING -> "shape-finalizing";
            case ENDED -> "shape-idle";
        };
    }

    static String tone(Meeting meeting) {
        return switch (meeting.state()) {
            case LIVE -> "is-in";
            case FINALIZING -> "is-warn";
            case ENDED -> "is-quiet";
        };
    }

    /// Start time; with the date unless it is today.
    String began(Meeting meeting, Instant now) {
        boolean today = LocalDate.ofInstant(meeting.startedAt(), zone).equals(LocalDate.ofInstant(now, zone));
        return (today ? SHORT_TIME : DAY_AND_TIME).format(meeting.startedAt().atZone(zone));
    }

    String sentences(Meeting meeting) {
        return texts.get("meetings.sentences", meeting.segments());
    }

    String devices(Meeting meeting) {
        return meeting.devices().stream().map(this::device).collect(Collectors.joining(", "));
    }

    String device(String id) {
        return DeviceNames.of(model, id);
    }

    /// Name of a speaker: the one the user gave, else that of the device.
    String speaker(Transcript transcript, String speaker) {
        return device(transcript.name(speaker));
    }

    String facts(Meeting meeting) {
        String when = DAY_AND_TIME.format(meeting.startedAt().atZone(zone)) + meeting.endedAt().map(end -> " – " + SHORT_TIME.format(end.atZone(zone))).orElse("");
        return String.join(" · ", when, devices(meeting), sentences(meeting));
    }

    /// `00:12:40`
    static String clock(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return String.format(Locale.ROOT, "%02d:%02d:%02d", shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart());
    }

    static String since(Meeting meeting, Instant at) {
        return clock(Duration.between(meeting.startedAt(), at));
    }

    String timeOfDay(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    /// Next periodic steps of a running meeting and what is still pending.
    String status(Running running, Instant now) {
        List<String> parts = new ArrayList<>();
        running.nextCheckpoint().ifPresent(at -> parts.add(texts.get("meetings.next.checkpoint", Durations.clock(Duration.between(now, at)))));
        running.nextPush().ifPresent(at -> parts.add(texts.get("meetings.next.push", Math.max(0, Duration.between(now, at).toSeconds()))));
        if (running.pending() > 0) {
            parts.add(texts.get("meetings.pending", running.pending()));
        }
        if (running.soundWaiting().toMillis() > 0) {
            parts.add(texts.get("meetings.waiting", seconds(running.soundWaiting())));
        }
        if (running.present().isEmpty()) {
            parts.add(texts.get("meetings.alone"));
        }
        return String.join(" · ", parts);
    }

    /// Progress of finishing a meeting.
    String progress(Optional<Running> running) {
        List<String> parts = new ArrayList<>();
        parts.add(texts.get("meetings.phase.acknowledged"));
        running.ifPresent(now -> now.phase().ifPresent(phase -> {
            boolean heard = phase.compareTo(Running.Phase.RECOGNISING) > 0;
            boolean merged = phase.compareTo(Running.Phase.MERGING) > 0;
            parts.add(heard ? texts.get("meetings.phase.recognised") : texts.get("meetings.phase.recognising", seconds(now.soundWaiting())));
            parts.add(merged ? texts.get("meetings.phase.merged") : texts.get("meetings.phase.merging", now.pending()));
            switch (phase) {
                case RECOGNISING, MERGING -> { }
                case SUMMARISING -> parts.add(model().map(name -> texts.get("meetings.phase.summarising", name)).orElse(texts.get("meetings.phase.summarising.without")));
                case KEEPING -> parts.add(texts.get("meetings.phase.keeping"));
            }
        }));
        return String.join(" · ", parts);
    }

    /// The language model that currently summarises meetings.
    private Optional<String> model() {
        return model.models().get().purposes().stream().filter(row -> row.purpose().equals("meeting")).flatMap(row -> row.inForce().stream())
            .filter(force -> !force.alias().isEmpty()).map(ModelsState.InForce::name).findFirst();
    }

    /// Who wrote a summary, or why there is none by a model.
    String source(Summary summary) {
        String key = "meetings.source." + summary.source().name().toLowerCase(Locale.ROOT);
        boolean unasked = summary.source() == Summary.Source.WITHOUT_MODEL && !summary.writer().isEmpty();
        return texts.get(unasked ? key + ".reason" : key, timeOfDay(summary.at()), summary.writer());
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
