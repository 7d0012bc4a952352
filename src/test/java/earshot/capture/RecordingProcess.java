package earshot.capture;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.event.EventCode;
import earshot.event.Timeline;
import earshot.time.SystemTime;
import earshot.turn.TurnRecord;
import earshot.wire.Framing;

/// A process that records to the file of its argument until it is killed.
final class RecordingProcess {
    static final int FRAMES = 25;

    private RecordingProcess() {}

    /// The facts of a program that does nothing but have turns.
    record Facts(Supplier<List<TurnRecord>> ended) implements SessionFacts {
        @Override
        public List<TurnRecord> turns() {
            return ended.get();
        }

        @Override
        public String product() {
            return "test";
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("server.port", 8000L);
        }

        @Override
        public List<DeviceFacts> devices() {
            return List.of();
        }

        @Override
        public List<RecordedFault> faults(Instant since) {
            return List.of();
        }

        @Override
        public List<RecordedProblem> problems() {
            return List.of();
        }
    }

    static void main(String[] args) throws IOException {
        SystemTime time = new SystemTime();
        TrafficHistory traffic = new TrafficHistory(time);
        Timeline timeline = new Timeline(time);
        SessionRecording recording = SessionRecording.start(new SessionRecording.Sources(traffic, timeline.rows(), new Facts(List::of), time), Path.of(args[0]),
            problem -> System.out.println(problem.why(Locale.ENGLISH)));
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        for (int i = 0; i < FRAMES; i++) {
            device.frameReceived(SampleSession.packet(i), time.nanos());
        }
        timeline.log("engine", EventCode.ENGINE_STARTED);
        long before = recording.state().get().bytes();
        // of the step that follows, all of it is written
        recording.state().observe(now -> {
            if (now.bytes() > before) {
                System.out.println("written");
            }
        });
        while (System.in.read() >= 0) {
            device.frameReceived(SampleSession.packet(0), time.nanos());
        }
        Runtime.getRuntime().halt(1);
    }
}
