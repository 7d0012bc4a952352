package earshot.ui;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.ServerMetrics;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.WebhookDelivery;
import earshot.time.Time;
import earshot.wire.Dialect;

/// Meetings in states for screenshots.
final class MeetingScreenshotScenes {
    static final String LIVE = "5b0e8c1a-live";

    private MeetingScreenshotScenes() {}

    static MeetingModelFake none(EngineFake engine) {
        MeetingModelFake meetings = new MeetingModelFake();
        engine.meetings = meetings;
        engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen badge", "")
            .connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.MEETING, "← meeting snippet").sounding(-18, false);
        engine.device(new DeviceId("94:a9:90:00:00:03")).named("客厅音箱", "")
            .connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.MEETING, "← listen start").sounding(-31, false);
        engine.device(new DeviceId("94:a9:90:00:00:05")).named("Lab", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE,
            "← hello");
        engine.device(new DeviceId("94:a9:90:00:00:08")).named("Hall", "").asleep(Duration.ofMinutes(12), "idle.silent");
        engine.serverMetrics.set(new ServerMetrics(3, 4, 33.4, 0, 2, 0, 3.1, 142));
        return meetings;
    }

    /// A running meeting, and past ones.
    static MeetingModelFake live(EngineFake engine, Time time, int sentences) {
        MeetingModelFake meetings = none(engine);
        past(meetings, time);
        Instant start = time.now().minus(Duration.ofMillis(7_300L * sentences + 9_000));
        List<MeetingSentence> said = new ArrayList<>(MeetingModelFake.talk(start, sentences));
        int n = said.size();
        said.set(n - 3, MeetingModelFake.edited(said.get(n - 3), "Let us try that before the demo on Friday."));
        said.add(MeetingModelFake.segment(n, start.plusMillis(7_300L * n + 1_000), "S1", "好的，我来做。", Status.DUPLICATE));
        said.add(MeetingModelFake.segment(n + 1, start.plusMillis(7_300L * n + 3_000), "Anna", "Then we are nearly done, except for", Status.PENDING));
        said.add(MeetingModelFake.segment(n + 2, start.plusMillis(7_300L * n + 6_000), "S1", "那我们再看一下预算，这个月还剩", Status.PENDING));
        Meeting meeting = MeetingModelFake.live(new MeetingId(LIVE), "Weekly sync", start);
        MeetingTranscript transcript = MeetingModelFake.with(new MeetingTranscript(meeting, List.of(),
            List.of(new Bookmark(1, said.get(n - 5).at().minusMillis(10), "decision: Friday")), Map.of("S1", "小李"), List.of(),
            Optional.empty(), Optional.empty(), List.of()), said);
        meetings.put(transcript);
        meetings.liveMeetingStatus.set(List.of(new LiveMeetingStatus(new MeetingId(LIVE), meeting.devices(), 2, 1, Optional.of(time.now().plusSeconds(3)),
            Optional.of(time.now().plusSeconds(440)), Duration.ofMillis(2_400),
            Optional.empty())));
        return meetings;
    }

    static void past(MeetingModelFake meetings, Time time) {
        Instant first = time.now().minus(Duration.ofDays(2));
        trash(meetings, time);
        Meeting untitled = ended(MeetingModelFake.live(new MeetingId("3c"), "", first.minus(Duration.ofDays(4))), Duration.ofMinutes(4));
        meetings.put(MeetingModelFake.with(MeetingModelFake.of(untitled, List.of()), MeetingModelFake.talk(untitled.startedAt(), 12)));
        Meeting planning = ended(MeetingModelFake.live(new MeetingId("2b"), "Planning", first), Duration.ofMinutes(38));
        MeetingTranscript of = MeetingModelFake.with(MeetingModelFake.of(heard(planning), List.of()),
            MeetingModelFake.talk(planning.startedAt(), 203).stream().map(MeetingModelFake::sounding).toList());
        meetings.put(
            new MeetingTranscript(of.meeting(), of.sentences(), List.of(new Bookmark(1, planning.startedAt().plusSeconds(30), "budget")), Map.of("S1", "小李"),
                List.of(MeetingModelFake.summary(planning.startedAt().plusSeconds(600), true)),
                Optional.of(MeetingModelFake.summary(planning.endedAt().orElseThrow(), false)), Optional.empty(),
                List.of(
                    new WebhookDelivery(2, new MeetingId("2b"), planning.endedAt().get().plusSeconds(9), "wiki.example.org",
                        new WebhookDelivery.Outcome(WebhookDelivery.Result.RETRY_OK, 200, ""), 1_893, "9f2c01ab"),
                    new WebhookDelivery(1, new MeetingId("2b"), planning.endedAt().get().plusSeconds(2), "wiki.example.org",
                        new WebhookDelivery.Outcome(WebhookDelivery.Result.FAIL, 503,
                    "the server is busy"), 1_893, "9f2c01ab"))));
    }

    private static void trash(MeetingModelFake meetings, Time time) {
        Meeting old = MeetingModelFake.trashed(
            ended(MeetingModelFake.live(new MeetingId("0t"), "Rehearsal", time.now().minus(Duration.ofDays(9))), Duration.ofMinutes(3)),
            time.now().minus(Duration.ofDays(3)));
        meetings.put(MeetingModelFake.with(MeetingModelFake.of(old, List.of()), MeetingModelFake.talk(old.startedAt(), 9)));
    }

    private static Meeting heard(Meeting of) {
        return of.withRecorded(true);
    }

    static Meeting ended(Meeting meeting, Duration after) {
        return MeetingModelFake.state(meeting, Meeting.Lifecycle.ENDED, Optional.of(meeting.startedAt().plus(after)));
    }
}
