package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.PcmAudio;
import earshot.config.Settings;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.SessionId;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingEndSettings;
import earshot.meeting.MeetingOutputs;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingStoreFake;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.MinutesWriter;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.watch.MutableWatch;
import earshot.wire.MeetingMessage;
import earshot.wire.OutboundMessage;
import org.awaitility.Awaitility;

/// Runs meetings without a server, in manual time.
final class MeetingFixture {
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    /// How much of each device was recorded in every meeting.
    static final Duration RECORDED = Duration.ofMinutes(3);
    final TimeFake time = new TimeFake();
    final MeetingStoreFake meetingStore = new MeetingStoreFake();
    final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final List<MeetingTranscript> ended = new CopyOnWriteArrayList<>();
    final List<MeetingTranscript> changed = new CopyOnWriteArrayList<>();
    final MinutesWriterFake minutes = new MinutesWriterFake();
    final Timeline timeline = new Timeline(time);
    MeetingManager meetings;

    /// Silence ends no meeting unless a test sets how long.
    MeetingFixture() {
        endAfterSilence(Duration.ZERO);
        open(meetingStore);
    }

    /// Starts the meetings as at the start of the program.
    void open(MeetingStore from) {
        meetings = new MeetingManager(
            new MeetingDependencies(time, settings, from, minutes, new MeetingOutputsFake(), timeline, new ProblemSink() {
            @Override
            public void raise(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void resolve(ProblemCode code, ProblemSubject subject) {
                problems.removeIf(problem -> problem.code() == code && problem.subject().equals(subject));
            }
        }));
    }

    /// Stops the meetings and starts them again with the same store.
    void restart() {
        meetings.close();
        open(meetingStore);
    }

    ConnectionFake connect(DeviceId device) {
        return new ConnectionFake(device, new SessionId("session-" + device));
    }

    void advance(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    void change(java.util.function.UnaryOperator<MeetingSettings> change) {
        settings.update(now -> now.with(MeetingSettings.SECTION, change.apply(now.of(MeetingSettings.SECTION))));
    }

    static MeetingSettings with(MeetingSettings s, Duration push, Duration resume, MeetingSettings.Join join) {
        MeetingSettings.Intervals intervals = new MeetingSettings.Intervals(push, s.intervals().merge(), s.intervals().checkpoint());
        return new MeetingSettings(s.disableTts(), s.chatDisabled(), s.preferDeviceVad(), intervals, s.minDuration(), resume, join, s.keepAudio());
    }

    void endAfterSilence(Duration limit) {
        settings.update(now -> now.with(MeetingEndSettings.SECTION, new MeetingEndSettings(limit)));
    }

    void broadcast(MeetingSharingSettings.Broadcast.Mode mode, List<DeviceId> targets, boolean includeOrigin) {
        MeetingSharingSettings usual = MeetingSharingSettings.SECTION.defaults();
        settings.update(now -> now.with(MeetingSharingSettings.SECTION,
            new MeetingSharingSettings(usual.webhook(), new MeetingSharingSettings.Broadcast(mode, targets, includeOrigin), usual.apiRateLimit(),
                usual.apiToken())));
    }

    /// The connection of a device.
    final class ConnectionFake implements ParticipantConnection {
        final DeviceId device;
        final SessionId session;
        final List<MeetingMessage> received = new CopyOnWriteArrayList<>();
        final List<String> acts = new CopyOnWriteArrayList<>();
        final MeetingParticipation meetingParticipation;
        CompletableFuture<Void> lastWords = CompletableFuture.completedFuture(null);
        boolean there = true;
        volatile Duration pending = Duration.ZERO;
        volatile boolean speaking;

        ConnectionFake(DeviceId device, SessionId session) {
            this.device = device;
            this.session = session;
            meetingParticipation = meetings.participation(this);
        }

        void say(String text) {
            meetingParticipation.addSnippets(items(text));
        }

        void say(String speaker, String text) {
            ArrayNode items = items(text);
            ((com.fasterxml.jackson.databind.node.ObjectNode) items.get(0)).put("speakerId", speaker);
            meetingParticipation.addSnippets(items);
        }

        MeetingId id() {
            return meetingParticipation.meeting().orElseThrow();
        }

        <T extends MeetingMessage> List<T> heard(Class<T> kind) {
            return received.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /// The final summaries.
        List<MeetingMessage.Summary> summaries() {
            return heard(MeetingMessage.Summary.class).stream().filter(one -> !one.checkpoint()).toList();
        }

        /// Texts of the last transcript.
        List<String> lines() {
            return heard(MeetingMessage.Transcript.class).getLast().segments().stream().map(MeetingMessage.TranscriptSegment::text).toList();
        }

        @Override
        public DeviceId deviceId() {
            return device;
        }

        @Override
        public SessionId sessionId() {
            return session;
        }

        @Override
        public boolean send(OutboundMessage message) {
            if (there) {
                received.add(((OutboundMessage.Meeting) message).message());
            }
            return there;
        }

        @Override
        public void invited() {
            acts.add("called");
            meetingParticipation.begin();
        }

        @Override
        public void meetingSilent(long minutes) {
            acts.add("asked " + minutes);
        }

        @Override
        public CompletableFuture<Void> drainSpeech() {
            acts.add("last words");
            return lastWords;
        }

        @Override
        public void meetingEnded() {
            acts.add("dismissed");
        }

        @Override
        public Duration pendingAudio() {
            return pending;
        }

        @Override
        public boolean speaking() {
            return speaking;
        }
    }

    static ArrayNode items(String... texts) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            items.addObject().put("tag", "t").put("text", text);
        }
        return items;
    }

    /// Notes the meetings that ended or changed; has no files and no recordings.
    final class MeetingOutputsFake implements MeetingOutputs {
        @Override
        public void ended(MeetingTranscript meeting) {
            ended.add(meeting);
        }

        @Override
        public void changed(MeetingTranscript meeting) {
            changed.add(meeting);
        }

        @Override
        public void deleted(MeetingId meeting) {}

        @Override
        public CompletableFuture<?> resendWebhook(MeetingTranscript meeting) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<?> deleteRecordings(Optional<MeetingId> meeting) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, MeetingSentence sentence) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Map<DeviceId, Duration>> joinRecordings(MeetingId into, MeetingId first, MeetingId second, List<DeviceId> devices) {
            return CompletableFuture.completedFuture(devices.stream().collect(Collectors.toMap(device -> device, _ -> RECORDED)));
        }

        @Override
        public CompletableFuture<?> export(MeetingTranscript meeting, MeetingCommand.Export export) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public String preview(MeetingTranscript meeting, MeetingCommand.Format format, Locale language) {
            return "";
        }
    }

    /// Writes numbered minutes.
    final class MinutesWriterFake implements MinutesWriter {
        final List<List<MeetingSentence>> asked = new CopyOnWriteArrayList<>();
        final List<Boolean> checkpoints = new CopyOnWriteArrayList<>();
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Minutes write(List<MeetingSentence> notes, List<Summary> before, Duration duration, boolean checkpoint, ProgressListener listener) {
            asked.add(notes);
            checkpoints.add(checkpoint);
            listener.stageReached(MeetingMessage.Progress.Stage.LLM_START, Map.of());
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            listener.stageReached(MeetingMessage.Progress.Stage.LLM_DONE, Map.of());
            Summary summary = new Summary(Summary.Content.titled("summary " + asked.size()), duration, notes.size(), checkpoint, Summary.Source.MODEL,
                "big (big-2)", time.now());
            return new Minutes(summary, new SummaryMetrics(notes.size(), before.size(), 0, true, 0, "", ""));
        }
    }
}
