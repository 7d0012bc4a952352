package earshot.session;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.recording.RecordingTrack;

/// The recording of what one device sends in its meetings, while the setting says that sound is kept. Used on the connection's thread only.
final class MeetingRecording {
    private final BiFunction<MeetingId, DeviceId, RecordingTrack> tracks;
    private final DeviceId device;
    private final Runnable begun;
    private Optional<RecordingTrack> track = Optional.empty();

    /// @param begun told when a recording begins
    MeetingRecording(BiFunction<MeetingId, DeviceId, RecordingTrack> tracks, DeviceId device, Runnable begun) {
        this.tracks = tracks;
        this.device = device;
        this.begun = begun;
    }

    /// @param meeting asked when the recording is to begin; empty while it is not known
    void add(byte[] opus, int samples, Supplier<Optional<MeetingId>> meeting) {
        if (track.isEmpty()) {
            track = meeting.get().map(id -> tracks.apply(id, device));
            track.ifPresent(_ -> begun.run());
        }
        track.ifPresent(open -> open.add(opus, samples));
    }

    /// Where the segment is; completes with empty when nothing is recorded.
    CompletableFuture<Optional<Span>> span(SpeechSegment segment) {
        return track.map(open -> open.span(segment.pcmAudio().duration(), segment.followingAudio()))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    void close() {
        track.ifPresent(RecordingTrack::close);
        track = Optional.empty();
    }
}
