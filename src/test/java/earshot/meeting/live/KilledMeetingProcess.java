package earshot.meeting.live;

import module java.base;

import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSettings.Join;
import earshot.meeting.SummarySettings;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.meeting.summary.Summarizer;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.wire.MeetingMessage;
import earshot.wire.OutboundMessage;

/// A process that runs a meeting as its input says, until it is killed. It prints the acknowledgements.
final class KilledMeetingProcess {
    private KilledMeetingProcess() {}

    static void main(String[] args) throws Exception {
        MeetingFixture meetingFixture = new MeetingFixture();
        meetingFixture.meetings.close();
        meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), Join.ALL));
        ProblemSink nobody = new ProblemSinkFake();
        CountDownLatch over = new CountDownLatch(1);
        LogTextFormatter text = new LogTextFormatter(() -> 2_000);
        try (
            Database database = Database.open(new HomeDirectory(Path.of(args[0])),
                List.of(DatabaseMeetingStore.SCHEMA, DatabaseMeetingStore.PAUSES, DatabaseMeetingStore.VERSIONS));
             BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Optional<MeetingManager> meetings = Optional.empty();
            Map<String, MeetingParticipation> meetingParticipations = new HashMap<>();
            long now = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("\t");
                meetingFixture.time.advance(Duration.ofMillis(Long.parseLong(words[0]) - now));
                now = Long.parseLong(words[0]);
                // created only now: a meeting that was left long ago would end at once
                MeetingManager manager = meetings.orElseGet(
                    () -> new MeetingManager(new MeetingDependencies(meetingFixture.time, meetingFixture.settings, new DatabaseMeetingStore(database),
                        new Summarizer(meetingFixture.time, () -> meetingFixture.settings.get().of(SummarySettings.SECTION), Optional::empty, text, nobody),
                        meetingFixture.new MeetingOutputsFake(), meetingFixture.timeline, nobody)));
                meetings = Optional.of(manager);
                String device = words[1].equals("finish") ? "a0:b1:c2:00:00:01" : words[1];
                MeetingParticipation meetingParticipation = meetingParticipations.computeIfAbsent(device,
                    id -> manager.participation(new ConnectionFake(new DeviceId(id), over)));
                if (words[1].equals("finish")) {
                    meetingParticipation.finish(Meeting.EndCause.MESSAGE);
                    over.await();
                    manager.close();
                    System.out.println("over");
                    return;
                }
                var items = MeetingFixture.items(words[3]);
                ((com.fasterxml.jackson.databind.node.ObjectNode) items.get(0)).put("speakerId", words[2]);
                meetingParticipation.addSnippets(items);
            }
        }
    }

    private record ConnectionFake(DeviceId deviceId, CountDownLatch over) implements ParticipantConnection {
        @Override
        public SessionId sessionId() {
            return new SessionId("session");
        }

        @Override
        public boolean send(OutboundMessage message) {
            if (message instanceof OutboundMessage.Meeting(MeetingMessage.SnippetOk _)) {
                System.out.println("ok " + deviceId);
            }
            return true;
        }

        @Override
        public void invited() {}

        @Override
        public void meetingSilent(long minutes) {}

        @Override
        public CompletableFuture<Void> drainSpeech() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void meetingEnded() {
            over.countDown();
        }

        @Override
        public Duration pendingAudio() {
            return Duration.ZERO;
        }

        @Override
        public boolean speaking() {
            return false;
        }
    }
}
