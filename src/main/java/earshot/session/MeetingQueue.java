package earshot.session;

import module java.base;

/// Calls of [earshot.meeting.live.MeetingParticipation] that wait until the meeting before theirs is fully transcribed, because it cannot tell
/// sentences of two meetings apart. Used on the connection's thread, and after the connection on those that deliver the last transcripts.
final class MeetingQueue {
    /// The calls of one meeting that has not begun.
    ///
    /// @param before completes when the meeting before is fully transcribed
    /// @param ends what ends it and what came after that; its late sentences go before them
    private record Waiting(int meeting, CompletableFuture<Void> before, ArrayDeque<Runnable> calls, ArrayDeque<Runnable> ends) {}

    private final ArrayDeque<Waiting> meetings = new ArrayDeque<>();

    boolean isEmpty() {
        return meetings.isEmpty();
    }

    int size() {
        return meetings.stream().mapToInt(waiting -> waiting.calls().size() + waiting.ends().size()).sum();
    }

    /// Begins a meeting as soon as those before it have begun and `before` is complete.
    void begin(int meeting, CompletableFuture<Void> before, Runnable begin) {
        meetings.add(new Waiting(meeting, before, new ArrayDeque<>(List.of(begin)), new ArrayDeque<>()));
        runReady();
    }

    /// Runs what was said in a meeting, now where that has begun.
    void said(int meeting, Runnable call) {
        meetings.stream().filter(waiting -> waiting.meeting() == meeting).findFirst().ifPresentOrElse(waiting -> waiting.calls().add(call), call);
    }

    /// Runs what the device sent in the newest meeting, after all that waits.
    void sent(Runnable call) {
        if (meetings.isEmpty()) {
            call.run();
        } else {
            Waiting newest = meetings.getLast();
            (newest.ends().isEmpty() ? newest.calls() : newest.ends()).add(call);
        }
    }

    /// Runs what ends the newest meeting, after all that waits.
    void end(Runnable end) {
        if (meetings.isEmpty()) {
            end.run();
        } else {
            meetings.getLast().ends().add(end);
        }
    }

    /// Runs what need not wait any more.
    void runReady() {
        while (!meetings.isEmpty() && meetings.peek().before().isDone()) {
            Waiting ready = meetings.peek();
            Runnable call = Optional.ofNullable(ready.calls().poll()).orElseGet(ready.ends()::poll);
            if (ready.calls().isEmpty() && ready.ends().isEmpty()) {
                meetings.poll();
            }
            call.run();
        }
    }
}
