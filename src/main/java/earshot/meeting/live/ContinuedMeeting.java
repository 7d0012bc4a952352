package earshot.meeting.live;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;

/// An ended meeting as it is when it continues: the same id and sentences, and a pause since its end. What was its summary is an interim one from now on, so
/// that the next one is written from scratch.
///
/// @param interim that summary; empty when nothing was summarized
record ContinuedMeeting(MeetingTranscript transcript, Optional<Summary> interim) {
    static ContinuedMeeting of(MeetingTranscript ended, Instant now) {
        Meeting m = ended.meeting();
        Instant end = m.endedAt().orElse(m.lastAt());
        List<Meeting.Pause> pauses = new ArrayList<>(m.pauses());
        pauses.add(new Meeting.Pause(end, now.isBefore(end) ? end : now, m.times().cause()));
        Meeting running = new Meeting(m.id(), m.title(), Meeting.Lifecycle.LIVE, m.devices(),
            new Meeting.Times(m.startedAt(), Optional.empty(), m.lastAt(), pauses, Optional.empty()), m.segments(), m.recorded(),
            Optional.empty());
        int covered = ended.checkpoints().stream().mapToInt(Summary::segments).sum();
        Optional<Summary> interim = ended.summary().filter(summary -> summary.source() != Summary.Source.NOTHING_SAID)
            .map(s -> new Summary(s.content(), s.duration(), Math.max(0, s.segments() - covered), true, s.source(), s.writer(), s.at()));
        List<Summary> checkpoints = Stream.concat(ended.checkpoints().stream(), interim.stream()).toList();
        return new ContinuedMeeting(new MeetingTranscript(running, ended.sentences(), ended.marks(), ended.speakers(), checkpoints, Optional.empty(),
            Optional.empty(), ended.history()), interim);
    }
}
