package earshot.task;

import module java.base;

import earshot.id.MeetingId;

/// Where the decisions of meetings come from. Safe for use from any thread; nothing waits.
public interface MeetingItemSource {
    /// What an ended meeting decided to do; empty when there is no such meeting, or it has no summary.
    ///
    /// @param meeting empty for the one that ended last
    CompletableFuture<Optional<MeetingItems>> items(Optional<MeetingId> meeting);
}
