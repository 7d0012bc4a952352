package earshot.meeting.transcription;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.HallucinationDetector;
import earshot.asr.HallucinationSettings;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerSettings;
import earshot.audio.PcmAudio;
import earshot.config.Settings;
import earshot.id.DeviceId;
import earshot.meeting.MeetingSentence;
import earshot.problem.ProblemReason;
import earshot.remote.ActiveProvider;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class TranscriberTest implements MeetingTranscriber.TranscriptionListener {
    private final TimeFake time = new TimeFake();
    private final List<CompletableFuture<RecognitionResult>> answers = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final MeetingTranscribers transcribers = new MeetingTranscribers(time,
        () -> new ActiveProvider<>(() -> Settings.defaults().of(RecognizerSettings.SELECTED),
            _ -> new ActiveProvider.Instance<>(new RecognizerFake(), Optional.of(() -> closed.add("recognizer")))),
        new HallucinationDetector(() -> new HallucinationSettings(false, List.of())));
    private final MeetingTranscriber transcriber = transcribers.open(new DeviceId("aa"), this);

    @Test
    void whatDoesNotFitIsOneGapBehindWhatDoesAndTheRestIsHeard() {
        IntStream.range(0, 32).forEach(_ -> transcriber.add(utterance(Duration.ofSeconds(30))));
        assertThat(transcriber.pendingAudio()).isEqualTo(MeetingTranscriber.MAX_PENDING);
        CompletableFuture<Void> drained = transcriber.drained();
        for (int i = 0; i < 30; i++) {
            int number = i;
            await().until(() -> answers.size() == number + 1);
            assertThat(drained).isNotDone();
            answers.get(number).complete(new RecognitionResult("sentence " + number, 1));
        }
        await().until(drained::isDone);
        assertThat(told).hasSize(31).endsWith("sentence 29", "gap 60 s: " + ProblemReason.AUDIO_WAITED.with(15));
        assertThat(transcriber.pendingAudio()).isZero();
        transcriber.add(utterance(Duration.ofSeconds(1)));
        await().until(() -> answers.size() == 31);
        answers.getLast().complete(new RecognitionResult("again", 1));
        await().until(() -> told.getLast().equals("again"));
    }

    @Test
    void whatNobodyTakesCostsItselfOnly() {
        IntStream.range(0, 2).forEach(_ -> transcriber.add(utterance(Duration.ofSeconds(1))));
        transcriber.close();
        await().until(() -> answers.size() == 1);
        answers.getFirst().complete(new RecognitionResult("refused", 1));
        await().until(() -> answers.size() == 2);
        answers.getLast().complete(new RecognitionResult("taken", 1));
        await().until(() -> closed.size() == 1);
        assertThat(told).as("no gap stands for what was heard").containsExactly("taken");
        assertThat(transcriber.drained()).isDone();
    }

    @Test
    void aPlaceThatIsNotKnownCostsNoWords() {
        transcriber.add(
            new MeetingUtterance(new PcmAudio(new short[100], 100), Optional.empty(), time.now(), CompletableFuture.failedFuture(new IOException("the disk"))));
        await().until(() -> answers.size() == 1);
        answers.getFirst().complete(new RecognitionResult("heard", 1));
        await().until(() -> told.equals(List.of("heard")));
    }

    @Test
    void theRecognizerIsLetGoWhenTheLastWordIsTold() {
        transcriber.add(utterance(Duration.ofSeconds(1)));
        transcriber.close();
        await().until(() -> answers.size() == 1);
        assertThat(closed).isEmpty();
        answers.getFirst().complete(new RecognitionResult("last", 1));
        await().until(() -> closed.size() == 1);
        assertThat(told).containsExactly("last");
    }

    @Test
    void whenTheProgramStopsWhatIsNotTextYetIsAGap() {
        transcriber.add(utterance(Duration.ofSeconds(2)));
        transcriber.add(utterance(Duration.ofSeconds(3)));
        await().until(() -> answers.size() == 1);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> transcribers.close(Duration.ofSeconds(5)));
        await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return stopped.isDone();
        });
        assertThat(told).containsExactly("gap 2 s: " + ProblemReason.STOPPED_BEFORE, "gap 3 s: " + ProblemReason.STOPPED_BEFORE);
        assertThat(closed).hasSize(1);
    }

    @Override
    public void transcribed(MeetingUtterance utterance, RecognitionResult result, Optional<MeetingSentence.Span> span) {
        if (result.text().equals("refused")) {
            throw new AssertionError("a test's");
        }
        told.add(result.text());
    }

    @Override
    public void dropped(Hallucination hallucination) {
        told.add("dropped " + hallucination.text());
    }

    @Override
    public void gap(Instant begin, Duration length, String reason, Optional<MeetingSentence.Span> span) {
        told.add("gap " + length.toSeconds() + " s: " + reason);
    }

    private MeetingUtterance utterance(Duration length) {
        return new MeetingUtterance(new PcmAudio(new short[Math.toIntExact(length.toMillis() / 10)], 100), Optional.empty(), time.now(),
            CompletableFuture.completedFuture(Optional.empty()));
    }

    private final class RecognizerFake implements Recognizer {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public String name() {
            return "recognizer";
        }

        @Override
        public void close() {}
    }
}
