package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// Sample meetings for tests.
public final class MeetingSamples {
    public static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    public static final DeviceId DEVICE = new DeviceId("a0:b1:c2:00:00:01");

    private MeetingSamples() {}

    public static Meeting running(MeetingId id) {
        return new Meeting(id, "", Meeting.Lifecycle.LIVE, List.of(DEVICE), new Meeting.Times(NINE, Optional.empty(), NINE), 0, false, Optional.empty());
    }

    /// Began at `start` and took ten minutes.
    public static Meeting ended(MeetingId id, Instant start, int segments, String... devices) {
        Instant end = start.plusSeconds(600);
        return new Meeting(id, "Title of " + id, Meeting.Lifecycle.ENDED,
            devices.length == 0 ? List.of(new DeviceId(DEVICE.value())) : Stream.of(devices).map(DeviceId::new).toList(), new Meeting.Times(start,
            Optional.of(end), end), segments, false, Optional.empty());
    }

    public static Meeting trashed(Meeting meeting, Optional<Instant> at) {
        return meeting.withTrashedAt(at);
    }

    public static MeetingSentence said(long number, String text) {
        return said(number, text, MeetingSentence.Status.MERGED);
    }

    public static MeetingSentence said(long number, String text, MeetingSentence.Status status) {
        return new MeetingSentence(number, NINE.plusSeconds(number), new MeetingSentence.Origin(DEVICE, "S1", "范围"), text, Optional.empty(), status,
            Optional.empty());
    }

    public static List<MeetingSentence> sentences(int count) {
        return IntStream.range(0, count).mapToObj(n -> said(n, "sentence " + n)).toList();
    }

    public static Summary summary(String title, String... bullets) {
        return new Summary(new Summary.Content(title, List.of(bullets), List.of("一"), List.of(), List.of("risk"), List.of("next")), Duration.ofSeconds(760), 12,
            false,
            Summary.Source.MODEL, "big (big-2)", NINE.plusSeconds(760));
    }

    public static Summary checkpoint(int number) {
        return new Summary(new Summary.Content("part " + number, List.of("b"), List.of(), List.of(), List.of(), List.of()), Duration.ofSeconds(600), 3, true,
            Summary.Source.HEURISTIC, "big (big-2)", NINE.plusSeconds(600L * number));
    }

    public static SummaryMetrics metrics() {
        return new SummaryMetrics(12, 1, 2300, false, 5, "tech", "review");
    }
}
