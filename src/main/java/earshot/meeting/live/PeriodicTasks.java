package earshot.meeting.live;

import module java.base;

import earshot.event.EventCode;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The periodic tasks of a running meeting: merging, sending the transcript, interim summaries.
/// Guarded by the lock of the meeting.
final class PeriodicTasks {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    private final MeetingContext context;
    private final RepeatingTimer merging;
    final RepeatingTimer pushing;
    final RepeatingTimer summarizing;
    private Duration pushInterval = Duration.ZERO;
    private Optional<Thread> checkpointThread = Optional.empty();
    private boolean running;

    PeriodicTasks(MeetingContext context) {
        this.context = context;
        merging = new RepeatingTimer(context, () -> context.settings().intervals().merge(), this::merge);
        pushing = new RepeatingTimer(context, this::nextPushInterval, this::push);
        summarizing = new RepeatingTimer(context, () -> context.settings().intervals().checkpoint(), this::startCheckpoint);
    }

    /// Does nothing when they run already.
    void start() {
        if (!running) {
            running = true;
            merging.start();
            pushing.start();
            summarizing.start();
        }
    }

    /// Does nothing when they are stopped already. An interim summary that is being written is finished.
    void stop() {
        running = false;
        merging.stop();
        pushing.stop();
        summarizing.stop();
    }

    /// Cancels an interim summary that is being written.
    void cancelCheckpoint() {
        checkpointThread.ifPresent(Thread::interrupt);
    }

    private Duration nextPushInterval() {
        Duration interval = context.settings().intervals().push();
        // an unchanged interval is not worth an INFO line
        LOG.atLevel(interval.equals(pushInterval) ? Level.DEBUG : Level.INFO).log("meeting {}: next interval={}ms", context.id(), interval.toMillis());
        pushInterval = interval;
        return interval;
    }

    private void merge() {
        context.writer.writeSentences(context.state.sentences.merge());
    }

    private void push() {
        merge();
        context.participants.broadcast(List.copyOf(context.state.devices), context.state.sentences);
    }

    private void startCheckpoint() {
        if (checkpointThread.isEmpty() && !context.state.unsummarized().isEmpty()) {
            merge();
            List<MeetingSentence> fresh = context.state.unsummarized();
            long upTo = context.state.sentences.nextNumber();
            List<Summary> before = context.state.checkpoints();
            Duration duration = context.state.meeting().duration(context.now());
            checkpointThread = Optional
                .of(Thread.ofVirtual().name("meeting-checkpoint-" + context.id()).start(() -> writeCheckpoint(fresh, before, duration, upTo)));
        }
    }

    private void writeCheckpoint(List<MeetingSentence> fresh, List<Summary> before, Duration duration, long upTo) {
        try {
            Summary found = context.dependencies.minutesWriter().write(fresh, before, duration, true, (_, _) -> {}).summary();
            context.locked(() -> {
                if (context.state.live() && !context.meetings.closing()) {
                    context.state.addCheckpoint(found, upTo);
                    context.writer.track(context.dependencies.meetingStore().put(context.id(), found, Optional.empty()));
                    context.participants.broadcast(List.copyOf(context.state.devices), MeetingMessages.summary(found, false));
                    context.logEvent(EventCode.MEETING_CHECKPOINT, found.segments());
                }
                checkpointThread = Optional.empty();
                return found;
            });
        } finally {
            context.change(() -> checkpointThread = checkpointThread.filter(thread -> thread != Thread.currentThread()));
        }
    }
}
