package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.asr.Recognizer;
import earshot.asr.Transcript;
import earshot.audio.Opus;
import earshot.audio.Speech;
import earshot.chat.ChatParts;
import earshot.chat.Conversation;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.device.TurnFacts;
import earshot.doubles.FakeOpenAi;
import earshot.doubles.FakeOpenAi.Answer;
import earshot.event.LogText;
import earshot.llm.Models;
import earshot.memory.Memory;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.SystemTime;
import earshot.tool.Tools;
import earshot.tts.Voice;
import earshot.turn.Heard;
import earshot.turn.Pacer;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnLog;
import earshot.turn.TurnRules;
import earshot.turn.Turns;
import earshot.turn.Utterance;
import earshot.watch.Cell;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.Outbound;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// The program's own share of a turn's latency: from the end of speech to the first frame sent, with a recogniser, a model and a voice
/// that answer at once. The model is asked over HTTP in its real protocol; frames are encoded as for a device. All devices start together.
///
/// `java … earshot.bench.TurnRun [devices …]`; the README has the whole line.
public final class TurnRun implements AutoCloseable {
    private static final int WARMING = 60;
    private static final int TURNS = 400;
    private static final AudioParams DOWN = new AudioParams(24_000, 1, 60);

    private final SystemTime time = new SystemTime();
    private final ComputePool pool = new ComputePool();
    private final Pacer pacer = new Pacer(time);
    private final FakeOpenAi provider = new FakeOpenAi();
    private final Models models;
    private final Cell<Settings> settings;

    private TurnRun() {
        ObjectNode big = JSON.createObjectNode().put("type", "openai").put("base_url", provider.address()).put("api_key", "k").put("model_name", "big");
        Settings usual = Settings.defaults();
        settings = new Cell<>(new Settings(usual.server(), usual.idle(), usual.listening(), usual.vad(), usual.speech(), new Settings.Models(Map.of("big", big), Optional.of("big"), Map.of("chat", JSON.valueToTree("big")), Optional.empty()),
            usual.memory(), usual.workers(), usual.greeting(), usual.log(), usual.meetings()));
        models = new Models(settings, time, new Quiet());
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
                    System.out.printf(Locale.ROOT, "%7d %10d %15.1f / %.1f %20.1f / %.1f%n", count, sentences, at(all, 0, 0.5), at(all, 0, 0.99), at(all, 1, 0.5), at(all, 1, 0.99));
                }
            }
        }
    }

    private List<long[]> measure(int devices, int sentences, int turns) {
        provider.answers(Answer.says(IntStream.range(0, sentences).mapToObj(i -> "This is sentence number " + i + " of the answer. ").toArray(String[]::new)).atOnce());
        Quick quick = new Quick();
        Turns parts = new Turns(time, pool, pacer, Opus.best(), quick, quick, null, new Quiet(), new TurnLog());
        List<Turns> each = IntStream.range(0, devices).mapToObj(i -> parts.with(conversation("device-" + i))).toList();
        List<long[]> all = new ArrayList<>();
        while (all.size() < turns) {
            List<Ear> ears = new ArrayList<>();
            List<Turn> running = new ArrayList<>();
            Speech said = new Speech(new short[16_000], 16_000);
            for (int i = 0; i < devices; i++) {
                Ear ear = new Ear(time);
                ears.add(ear);
                long now = time.nanos();
                ear.decided = now;
                running.add(each.get(i).start(new Utterance(Optional.of(said), Optional.empty(), Instant.EPOCH, now, now), new Heard.About("device-" + i, "d", "s", "c"), Tools.none(),
                    DOWN, TurnRules.of(Dialect.XIAOZHI, true, "s"), ear, job -> Thread.ofVirtual().start(job)));
            }
            ears.forEach(ear -> all.add(new long[] {ear.started.join() - ear.decided, ear.first.join() - ear.decided}));
            running.forEach(turn -> turn.abort(TurnFacts.Interruption.Cause.NEXT, time.nanos()));
            ears.forEach(ear -> ear.over.join());
        }
        return all;
    }

    private Conversation conversation(String device) {
        return new Conversation(new ChatParts(time, ZoneId.of("UTC"), settings::get, Memory.none(), Tools.none(), new LogText(() -> 2000), new Quiet()), device, models.purposes()::of);
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

    private static final class Ear implements Speaker {
        private final SystemTime time;
        private final CompletableFuture<Long> started = new CompletableFuture<>();
        private final CompletableFuture<Long> first = new CompletableFuture<>();
        private final CompletableFuture<TurnFacts> over = new CompletableFuture<>();
        private long decided;

        Ear(SystemTime time) {
            this.time = time;
        }

        @Override
        public boolean send(Outbound message) {
            if (message instanceof Outbound.Tts tts && tts.state() == Outbound.Tts.State.START) {
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
        public void moved(TurnFacts facts) {}

        @Override
        public void lastWords() {}

        @Override
        public void over(TurnFacts facts) {
            over.complete(facts);
            first.completeExceptionally(new IllegalStateException(facts.toString()));
            started.completeExceptionally(new IllegalStateException(facts.toString()));
        }
    }

    private static final class Quick implements Recognizer, Voice {
        private final Speech second;

        Quick() {
            short[] pcm = new short[16_000];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = (short) (8_000 * Math.sin(i * 0.1));
            }
            second = new Speech(pcm, 16_000);
        }

        @Override
        public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
            return CompletableFuture.completedFuture(new Transcript("tell me something", 0.9));
        }

        @Override
        public CompletableFuture<Speech> speak(String sentence) {
            return CompletableFuture.completedFuture(second);
        }

        @Override
        public String name() {
            return "quick";
        }

        @Override
        public void close() {}
    }

    private static final class Quiet implements Problems {
        @Override
        public void raise(Problem problem) {
            System.out.println(problem);
        }

        @Override
        public void resolve(Code code, Subject subject) {}
    }
}
