package earshot.ui.meetings;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.engine.EngineModel;
import earshot.engine.ModelsState;
import earshot.id.DeviceId;
import earshot.llm.Purpose;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.problem.ProblemReason;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;

/// Formats meetings as text, in one language.
record MeetingFormatter(Texts texts, EngineModel model) {
    String title(Meeting meeting) {
        return Summary.untitled(meeting.title()) ? texts.get("meetings.untitled") : ControlCharacters.toSpaces(meeting.title());
    }

    String state(Meeting meeting) {
        return texts.get("meetings.state." + Texts.keyOf(meeting.lifecycle()));
    }

    void showState(Meeting meeting, StatePill pill) {
        switch (meeting.lifecycle()) {
            case LIVE -> pill.show(state(meeting), "shape-listening", "is-in");
            case FINALIZING -> pill.show(state(meeting), "shape-finalizing", "is-warn");
            case ENDED -> pill.show(state(meeting), "shape-idle", "is-quiet");
        }
    }

    /// Start time; with the date unless it is today.
    String startTime(Meeting meeting, Instant now) {
        boolean today = day(meeting.startedAt()).equals(day(now));
        return (today ? TimeFormatter.MINUTE : TimeFormatter.DATE_MINUTE).format(meeting.startedAt());
    }

    String sentences(Meeting meeting) {
        return texts.get("meetings.sentences", meeting.segments());
    }

    String devices(Meeting meeting) {
        return texts.list(meeting.devices().stream().map(this::device).toList());
    }

    String device(DeviceId id) {
        return DeviceNames.of(model, id);
    }

    /// Name of a speaker: the one the user gave, else that of the device.
    String speaker(MeetingTranscript transcript, String speaker) {
        return device(new DeviceId(transcript.speakerName(speaker)));
    }

    String facts(Meeting meeting) {
        String when = TimeFormatter.DATE_MINUTE.format(meeting.startedAt()) + meeting.endedAt().map(end -> " – " + TimeFormatter.MINUTE.format(end)).orElse("");
        return String.join(" · ", when, devices(meeting), sentences(meeting));
    }

    /// `00:12:40`
    static String clock(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return String.format(Locale.ROOT, "%02d:%02d:%02d", shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart());
    }

    static String elapsed(Meeting meeting, Instant at) {
        return clock(Duration.between(meeting.startedAt(), at));
    }

    String timeOfDay(Instant at) {
        return TimeFormatter.CLOCK.format(at);
    }

    String day(Instant at) {
        return TimeFormatter.DATE.format(at);
    }

    /// Next periodic steps of a running meeting and what is still pending.
    String status(LiveMeetingStatus liveMeetingStatus, Instant now) {
        List<String> parts = new ArrayList<>();
        liveMeetingStatus.nextCheckpoint()
            .ifPresent(at -> parts.add(texts.get("meetings.next.checkpoint", DurationFormatter.clock(Duration.between(now, at)))));
        liveMeetingStatus.nextPush().ifPresent(at -> parts.add(texts.get("meetings.next.push", Math.max(0, Duration.between(now, at).toSeconds()))));
        if (liveMeetingStatus.pending() > 0) {
            parts.add(texts.get("meetings.pending", liveMeetingStatus.pending()));
        }
        if (liveMeetingStatus.pendingAudio().toMillis() > 0) {
            parts.add(texts.get("meetings.waiting", seconds(liveMeetingStatus.pendingAudio())));
        }
        if (liveMeetingStatus.droppedTexts() > 0) {
            parts.add(texts.get("meetings.dropped", liveMeetingStatus.droppedTexts()));
        }
        if (liveMeetingStatus.present().isEmpty()) {
            parts.add(texts.get("meetings.alone"));
        }
        return String.join(" · ", parts);
    }

    /// The key of what stands where there is no sentence. What waits for the recognizer was said all the same.
    String silent(Optional<Meeting> meeting, Optional<LiveMeetingStatus> status) {
        if (meeting.filter(Meeting::running).isEmpty()) {
            return "meetings.page.silence";
        }
        return status.filter(now -> now.pendingAudio().isPositive()).isPresent() ? "meetings.page.recognising" : "meetings.page.silent";
    }

    /// Sound that waits for the recognizer.
    String waitingSeconds(Optional<LiveMeetingStatus> status) {
        return seconds(status.map(LiveMeetingStatus::pendingAudio).orElse(Duration.ZERO));
    }

    /// When a meeting ended and why, and when it continued.
    String pause(Meeting.Pause pause) {
        return texts.get("meetings.line.pause", TimeFormatter.DATE_MINUTE.format(pause.from()), cause(pause.cause()),
            TimeFormatter.DATE_MINUTE.format(pause.to()));
    }

    String end(Instant end, Optional<Meeting.EndCause> cause) {
        return texts.get("meetings.line.ended", TimeFormatter.DATE_MINUTE.format(end), cause(cause));
    }

    private String cause(Optional<Meeting.EndCause> cause) {
        return cause.map(one -> texts.get("meetings.cause." + Texts.keyOf(one))).orElse("");
    }

    /// How long nobody has spoken, and when the meeting ends for it; empty before people were asked.
    Optional<String> silence(Meeting meeting, LiveMeetingStatus status, Instant now) {
        return status.due().end()
            .map(end -> texts.get("meetings.silent", Math.max(1, Duration.between(meeting.lastAt(), now).toMinutes()), TimeFormatter.MINUTE.format(end)));
    }

    String progress(Optional<LiveMeetingStatus> liveMeetingStatus) {
        List<String> parts = new ArrayList<>();
        parts.add(texts.get("meetings.phase.acknowledged"));
        liveMeetingStatus.ifPresent(now -> now.phase().ifPresent(phase -> {
            boolean recognized = phase.compareTo(LiveMeetingStatus.FinalizePhase.RECOGNIZING) > 0;
            boolean merged = phase.compareTo(LiveMeetingStatus.FinalizePhase.MERGING) > 0;
            parts.add(recognized ? texts.get("meetings.phase.recognised") : texts.get("meetings.phase.recognising", seconds(now.pendingAudio())));
            parts.add(merged ? texts.get("meetings.phase.merged") : texts.get("meetings.phase.merging", now.pending()));
            switch (phase) {
                case RECOGNIZING, MERGING -> { }
                case SUMMARIZING -> parts
                    .add(languageModel().map(name -> texts.get("meetings.phase.summarising", name)).orElse(texts.get("meetings.phase.summarising.without")));
                case KEEPING -> parts.add(texts.get("meetings.phase.keeping"));
            }
        }));
        return String.join(" · ", parts);
    }

    /// The language model that currently summarizes meetings.
    private Optional<String> languageModel() {
        return model.models().get().purposes().stream().filter(row -> row.serves(Purpose.MEETING)).flatMap(row -> row.inForce().stream())
            .filter(force -> !force.alias().isEmpty()).map(ModelsState.ModelInForce::name).findFirst();
    }

    /// Who wrote a summary, or why there is none by a model.
    String source(Summary summary) {
        String key = "meetings.source." + Texts.keyOf(summary.source());
        boolean unasked = summary.source() == Summary.Source.WITHOUT_MODEL && !summary.writer().isEmpty();
        return texts.get(unasked ? key + ".reason" : key, timeOfDay(summary.at()), ProblemReason.text(summary.writer(), texts.language().locale()));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
