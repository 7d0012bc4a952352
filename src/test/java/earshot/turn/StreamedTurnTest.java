package earshot.turn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.asr.Recognizer;
import earshot.asr.Transcript;
import earshot.audio.Opus;
import earshot.audio.Speech;
import earshot.compute.ComputePool;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.device.TurnFacts.Outcome;
import earshot.device.TurnFacts.Stage;
import earshot.device.TurnFacts.ToolRun;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.ManualTime;
import earshot.tool.Tools;
import earshot.tts.SpokenStream;
import earshot.tts.Voice;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A turn whose answer arrives sentence by sentence.
class StreamedTurnTest {
    private static final Heard.About ABOUT = new Heard.About("aa:bb", "Kitchen", "listening", "here");
    private static final TurnRules BADGE = TurnRules.of(Dialect.BADGE, true, "s");

    private final ManualTime time = new ManualTime();
    private final ComputePool pool = new ComputePool();
    private final Pacer pacer = new Pacer(time);
    private final RecordingSpeaker device = new RecordingSpeaker(time);
    private final Told told = new Told();
    private final List<String> voiced = new CopyOnWriteArrayList<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private Optional<BlockingQueue<Optional<Speech>>> streamed = Optional.empty();
    private Function<String, CompletableFuture<Speech>> voice = _ -> CompletableFuture.completedFuture(new Speech(new short[960 * 5], 16_000));

    @AfterEach
    void close() {
        pacer.close();
        pool.close();
    }

    @Test
    void theFirstSentenceIsPlayedWhileTheModelStillSpeaks() {
        start();
        told.say(new Sentence("One.", Optional.of(Emotion.HAPPY)));
        soon(() -> device.lines().stream().filter(line -> line.what().equals("frame")).count() == 5);

        told.say(Sentence.of("Two."));
        told.end();
        TurnFacts facts = ended();
        assertThat(device.story()).containsExactly("stt", "tts start", "llm", "tts sentence_start", "frame", "tts sentence_end",
            "tts sentence_start", "frame", "tts sentence_end", "tts stop");
        assertThat(facts.outcome()).isEqualTo(Outcome.DONE);
        assertThat(facts.answered()).isEqualTo("One. Two.");
    }

    @Test
    void theFirstFrameLeavesWhileTheVoiceStillSpeaksAndPiecesOfAnyLengthBecomeWholeFrames() {
        BlockingQueue<Optional<Speech>> pieces = new LinkedBlockingQueue<>();
        streamed = Optional.of(pieces);
        start();
        told.say(Sentence.of("A long sentence."));
        told.end();
        pieces.add(Optional.of(new Speech(new short[700], 16_000)));
        pieces.add(Optional.of(new Speech(new short[700], 16_000)));
        soon(() -> device.lines().stream().filter(line -> line.what().equals("frame")).count() == 1);
        assertThat(device.story()).doesNotContain("tts sentence_end");
        pieces.add(Optional.of(new Speech(new short[960 * 30], 16_000)));
        pieces.add(Optional.empty());
        assertThat(ended().outcome()).isEqualTo(Outcome.DONE);
        assertThat(device.lines().stream().filter(line -> line.what().equals("frame")).count()).as("1400 samples are one frame and a half").isEqualTo(32);
        assertThat(device.story()).endsWith("tts sentence_start", "frame", "tts sentence_end", "tts stop");
    }

    @Test
    void twoSentencesAtMostAreVoicedAheadOfTheOneThatIsPlayed() {
        CompletableFuture<Speech> slow = new CompletableFuture<>();
        voice = _ -> slow;
        start();
        for (int i = 1; i <= 6; i++) {
            told.say(Sentence.of("Sentence " + i + "."));
        }
        soon(() -> voiced.size() == 2);
        slow.complete(new Speech(new short[960 * 200], 16_000));
        soon(() -> voiced.size() == 3);
        assertThat(voiced).hasSize(3);
    }

    @Test
    void whatTheSourceTellsBecomesStagesThatAddUp() {
        told.before = account -> {
            time.advance(Duration.ofMillis(10));
            account.asked("big");
            time.advance(Duration.ofMillis(40));
            account.answering();
            account.running("clock");
            time.advance(Duration.ofMillis(5));
            account.ran(new ToolRun("clock", "{}", "noon", false, Duration.ofMillis(5), Optional.empty()));
            account.asked("big");
            time.advance(Duration.ofMillis(20));
            account.answering();
            time.advance(Duration.ofMillis(3));
            return null;
        };
        start();
        told.say(Sentence.of("It is noon."));
        told.end();
        TurnFacts facts = ended();
        assertThat(facts.model()).isEqualTo("big");
        assertThat(facts.firstToken()).contains(Duration.ofMillis(40));
        assertThat(facts.tools()).extracting(ToolRun::name).containsExactly("clock");
        assertThat(facts.stages()).extracting(Stage::name)
            .containsExactly("silence", "answer", "answer", "sentence", "tool", "answer", "sentence", "voice", "first frame", "playout");
        assertThat(facts.stages()).extracting(Stage::owner).containsOnly("service", "setting", "earshot", "network");
        assertThat(facts.stages().stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus)).isEqualTo(facts.total());
    }

    @Test
    void anAbortEndsTheSourceAndTheVoiceAtOnce() {
        CompletableFuture<Speech> never = new CompletableFuture<>();
        voice = _ -> never;
        Turn turn = start();
        told.say(Sentence.of("One."));
        soon(() -> voiced.size() == 1);
        turn.abort(Cause.BUTTON, time.nanos());
        assertThat(told.closed).isTrue();
        assertThat(never).isCancelled();
        assertThat(ended().outcome()).isEqualTo(Outcome.INTERRUPTED);
    }

    @Test
    void aSourceThatFailsEndsWithAnApologyAndAProblem() {
        start();
        told.say(Sentence.of("One."));
        told.fail(new ProblemException(Problem.of(Code.UNEXPECTED, "cut")));
        TurnFacts facts = ended();
        assertThat(facts.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(raised).extracting(Problem::code).containsExactly(Code.UNEXPECTED);
        assertThat(voiced).containsExactly("One.", "Sorry.");
        assertThat(device.story()).last().isEqualTo("tts stop");
    }

    @Test
    void whereTheVoiceFailsTheApologyIsShown() {
        voice = _ -> CompletableFuture.failedFuture(new ProblemException(Problem.of(Code.VOICE_FAILED, "refused")));
        start();
        told.say(Sentence.of("One."));
        assertThat(ended().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(device.lines()).extracting(RecordingSpeaker.Line::text).contains("Sorry.");
        assertThat(raised).extracting(Problem::code).contains(Code.VOICE_FAILED);
    }

    private Turn start() {
        Turns turns = new Turns(time, pool, pacer, Opus.best(), new Deaf(), new Mouth(), told, new Problems() {
            @Override
            public void raise(Problem problem) {
                raised.add(problem);
            }

            @Override
            public void resolve(Code code, Subject subject) {}
        }, new TurnLog());
        Utterance typed = new Utterance(Optional.empty(), Optional.of("hello"), time.now(), time.nanos(), time.nanos());
        return turns.start(typed, ABOUT, Tools.none(), new AudioParams(16_000, 1, 60), BADGE, device, job -> Thread.ofVirtual().start(job));
    }

    private TurnFacts ended() {
        soon(() -> !device.ends().isEmpty());
        return device.ends().getFirst();
    }

    private void soon(Callable<Boolean> condition) {
        await().atMost(30, SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            time.advance(Duration.ofMillis(20));
            return condition.call();
        });
    }

    /// Answers with the sentences that the test adds, as it adds them.
    private static final class Told implements Assistant, SentenceSource {
        private final LinkedBlockingQueue<Callable<Optional<Sentence>>> next = new LinkedBlockingQueue<>();
        private Function<Account, Void> before = _ -> null;
        private volatile boolean closed;

        void say(Sentence sentence) {
            next.add(() -> Optional.of(sentence));
        }

        void end() {
            next.add(Optional::empty);
        }

        void fail(RuntimeException with) {
            next.add(() -> {
                throw with;
            });
        }

        @Override
        public CompletableFuture<Answer> answer(Heard heard) {
            return CompletableFuture.completedFuture(new Answer.Stream(account -> {
                before.apply(account);
                return this;
            }));
        }

        @Override
        public Optional<Sentence> next() {
            try {
                return next.take().call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CancellationException();
            }
        }

        @Override
        public void close() {
            closed = true;
            fail(new CancellationException());
        }

        @Override
        public Optional<String> apology() {
            return Optional.of("Sorry.");
        }

        @Override
        public List<String> expects() {
            return new ArrayList<>();
        }

        @Override
        public boolean needsText() {
            return true;
        }

        @Override
        public String name() {
            return "told";
        }
    }

    private final class Mouth implements Voice {
        @Override
        public CompletableFuture<Speech> speak(String sentence) {
            voiced.add(sentence);
            return voice.apply(sentence);
        }

        @Override
        public SpokenStream stream(String sentence, int rate) {
            return streamed.<SpokenStream>map(pieces -> new SpokenStream() {
                @Override
                public Optional<Speech> next() {
                    try {
                        return pieces.take();
                    } catch (InterruptedException e) {
                        throw new CancellationException();
                    }
                }

                @Override
                public void close() {}
            }).orElseGet(() -> Voice.super.stream(sentence, rate));
        }

        @Override
        public String name() {
            return "mouth";
        }

        @Override
        public void close() {}
    }

    private static final class Deaf implements Recognizer {
        @Override
        public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
            return new CompletableFuture<>();
        }

        @Override
        public String name() {
            return "deaf";
        }

        @Override
        public void close() {}
    }
}
