package earshot.engine;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Where there are no meetings.
record NoMeetings() implements MeetingModel {
    @Override
    public Watch<List<Meeting>> meetings() {
        return new MutableWatch<>(List.of());
    }

    @Override
    public Watch<List<LiveMeetingStatus>> running() {
        return new MutableWatch<>(List.of());
    }

    @Override
    public CompletableFuture<Watch<MeetingTranscript>> open(MeetingId id) {
        return none();
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, long segment) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<String> preview(MeetingId meeting, MeetingCommand.Format format, Locale language) {
        return none();
    }

    private static <T> CompletableFuture<T> none() {
        return CompletableFuture.failedFuture(new NoSuchElementException("there are no meetings"));
    }
}
