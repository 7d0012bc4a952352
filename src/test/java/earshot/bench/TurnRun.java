package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.asr.HallucinationSettings;
import earshot.asr.HallucinationDetector;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.conversation.ConversationServices;
import earshot.conversation.ModelAssistant;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelSettings;
import earshot.memory.ConversationMemoryFake;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.time.SystemTime;
import earshot.tool.ToolSource;
import earshot.tts.Voice;
import earshot.turn.AssistantRequest;
import earshot.turn.DeviceOutput;
import earshot.turn.FramePacer;
import earshot.turn.Turn;
import earshot.turn.TurnFactory;
import earshot.turn.TurnFacts;
import earshot.turn.TurnInput;
import earshot.turn.TurnLog;
import earshot.turn.TurnOptions;
import earshot.turn.TurnRequest;
import earshot.turn.TurnServices;
import earshot.watch.MutableWatch;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;

/// The program's own share of a turn's latency: from the end of speech to the first frame sent, with a recognizer, a model and a voice
/// that answer at once. The model is asked over HTTP in its real protocol; frames are encoded as for a device. All devices start together.
///
/// `java … earshot.bench.TurnRun [devices …]`; the README has the whole line.
public final class TurnRun implements AutoCloseable {
    private static final int WARMING = 60;
    private static final int TURNS = 400;
    private static final AudioParams DOWN = new AudioParams(24_000, 1, 60);

    private final SystemTime time = new SystemTime();
    private final ComputePool pool = new ComputePool();
    private final FramePacer pacer = new FramePacer(time);
    private final OpenAiServerFake provider = new OpenAiServerFake();
    private final ModelRegistry models;
    private final MutableWatch<Settings> settings;

    private TurnRun() {
        ObjectNode big = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("api_key", "k").put("model_name", "big");
        Settings usual = Settings.defaults();
        settings = new MutableWatch<>(
            usual.with(ModelSettings.SECTION, new ModelSettings(Map.of("big", big), Optional.of("big"), Map.of("chat", JSON.valueToTree("big")))));
        models = new ModelRegistry(settings, new SharedHttpClient(time), new ProblemsFake());
    }

    public static void main(String[] args) {
        int[] devices = args.length == 0 ? new int[] {1, 20, 100} : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        try (TurnRun run = new TurnRun()) {
            run.measure(20, 1, WARMING * 20);
            run.measure(20, 60, WARMING * 20);
            System.out.println("devices  sentences   to tts start, ms p50 / p99    to the first frame, ms p50 / p99");
            for (int count : devices) {
                for (int sentences : new int[] {1, 60}) {
                    List<long[]> all = run.measure(count, sentences, TURNS);
                    System.out.printf(Locale.ROOT, "%7d %10d %15.1f / %.1f %20.1f / %.1f%n", count, sentences, at(all, 0, 0.5), at(all, 0, 0.99),
                        at(all, 1, 0.5), at(all, 1, 0.99));
                }
            }
        }
    }

    private List<long[]> measure(int devices, int sentences, int turns) {
        provider.answers(
            Answer.says(IntStream.range(0, sentences).mapToObj(i -> "This is sentence number " + i + " of the answer. ").toArray(String[]::new)).atOnce());
        InstantSpeechFake instantSpeechFake = new InstantSpeechFake();
        TurnFactory parts = new TurnFactory(new TurnServices(time, pool, pacer, OpusCodecs.best(), new ProblemsFake(), new TurnLog(),
            new HallucinationDetector(() -> new HallucinationSettings(false, List.of()))), instantSpeechFake, instantSpeechFake, null);
        List<TurnFactory> each = IntStream.range(0, devices).mapToObj(i -> parts.with(conversation(new DeviceId("device-" + i)))).toList();
        List<long[]> all = new ArrayList<>();
        while (all.size() < turns) {
            // the double keeps every request, and the collector would move them again and again
            provider.requests().clear();
            List<DeviceOutputFake> deviceOutputFakes = new ArrayList<>();
            List<Turn> running = new ArrayList<>();
            PcmAudio said = new PcmAudio(new short[16_000], 16_000);
            for (int i = 0; i < devices; i++) {
                DeviceOutputFake deviceOutputFake = new DeviceOutputFake(time);
                deviceOutputFakes.add(deviceOutputFake);
                long now = time.nanos();
                deviceOutputFake.decided = now;
                running.add(each.get(i)
                    .start(new TurnRequest(new TurnInput(Optional.of(said), Optional.empty(), Instant.EPOCH, now, now),
                        new AssistantRequest.DeviceInfo(new DeviceId("device-" + i), "d", ListenState.LISTENING, "c", Instant.EPOCH,
                            ConnectionMode.DIALOG_ACTIVE),
                        ToolSource.none(),
                    DOWN, TurnOptions.of(Dialect.XIAOZHI, true, new SessionId("s"))), deviceOutputFake, job -> Thread.ofVirtual().start(job)));
            }
            deviceOutputFakes.forEach(deviceOutputFake -> all
                .add(new long[] { deviceOutputFake.started.join() - deviceOutputFake.decided, deviceOutputFake.first.join() - deviceOutputFake.decided }));
            running.forEach(turn -> turn.abort(TurnFacts.Interruption.Cause.NEXT, time.nanos()));
            deviceOutputFakes.forEach(deviceOutputFake -> deviceOutputFake.over.join());
        }
        return all;
    }

    private ModelAssistant conversation(DeviceId device) {
        return new ModelAssistant(new ConversationServices(time, ZoneId.of("UTC"), settings::get, new ConversationMemoryFake(), ToolSource.none(),
            new LogTextFormatter(() -> 2000), new ProblemsFake()), device, models.newResolver()::resolve);
    }

    private static double at(List<long[]> all, int which, double part) {
        long[] sorted = all.stream().mapToLong(row -> row[which]).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e6;
    }

    @Override
    public void close() {
        models.close();
        provider.close();
        pacer.close();
        pool.close();
    }

    private static final class DeviceOutputFake implements DeviceOutput {
        private final SystemTime time;
        private final CompletableFuture<Long> started = new CompletableFuture<>();
        private final CompletableFuture<Long> first = new CompletableFuture<>();
        private final CompletableFuture<TurnFacts> over = new CompletableFuture<>();
        private long decided;

        DeviceOutputFake(SystemTime time) {
            this.time = time;
        }

        @Override
        public boolean send(OutboundMessage message) {
            if (message instanceof OutboundMessage.Tts tts && tts.state() == OutboundMessage.Tts.TtsState.START) {
                started.complete(time.nanos());
            }
            return true;
        }

        @Override
        public boolean send(byte[] packet, short[] pcm) {
            first.complete(time.nanos());
            return true;
        }

        @Override
        public void turnChanged(TurnFacts facts) {}

        @Override
        public void closeAfterTurn() {}

        @Override
        public void turnEnded(TurnFacts facts) {
            over.complete(facts);
            first.completeExceptionally(new IllegalStateException(facts.toString()));
            started.completeExceptionally(new IllegalStateException(facts.toString()));
        }
    }

    private static final class InstantSpeechFake implements Recognizer, Voice {
        private final PcmAudio second;

        InstantSpeechFake() {
            short[] pcm = new short[16_000];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = (short) (8_000 * Math.sin(i * 0.1));
            }
            second = new PcmAudio(pcm, 16_000);
        }

        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            return CompletableFuture.completedFuture(new RecognitionResult("tell me something", 0.9));
        }

        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return CompletableFuture.completedFuture(second);
        }

        @Override
        public String name() {
            return "quick";
        }

        @Override
        public void close() {}
    }

    private static final class ProblemsFake implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            System.out.println(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }
}
