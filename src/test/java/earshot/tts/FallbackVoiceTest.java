package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.JsonMappers;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderFallback;
import earshot.remote.ProviderHealthRegistry;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.StandIn;
import org.junit.jupiter.api.Test;

/// A voice that fails before, within or after a sentence, and the one that takes over.
class FallbackVoiceTest {
    private static final int RATE = 24_000;
    private static final ProblemException CUT = new ProblemException(
        Problem.of(ProblemCode.PROVIDER_CUT, new ProblemSubject.Setting("TTS.cloud.base_url"), "cloud", "reset"));

    private final ProblemSinkFake problems = new ProblemSinkFake();
    private final VoiceFake cloud = new VoiceFake("cloud");
    private final VoiceFake embedded = new VoiceFake("embedded");

    @Test
    void aSentenceThatFailsBeforeItsFirstSoundIsSpokenByTheOther() {
        cloud.says(CUT);
        embedded.says(1, 2);
        SynthesisStream stream = voice(true).stream("Hello.", RATE);
        assertThat(stream.standIn()).isNotDone();
        assertThat(read(stream)).containsExactly(1, 2);
        assertThat(stream.standIn()).isCompletedWithValue(new StandIn("embedded", CUT.problem().asArgument()));
        assertThat(problems.told).containsExactly("raised PROVIDER_CUT", "raised PROVIDER_FALLBACK");
        assertThat(cloud.closedStreams).isEqualTo(1);
    }

    @Test
    void aSentenceThatFailsInTheMiddleEndsThereAndIsNotSaidTwice() {
        cloud.says(1, CUT, 3);
        embedded.says(9);
        SynthesisStream stream = voice(true).stream("Hello.", RATE);
        assertThat(read(stream)).containsExactly(1);
        assertThat(stream.next()).isEmpty();
        assertThat(embedded.sentences).isEmpty();
        assertThat(problems.told).containsExactly("raised PROVIDER_CUT", "raised PROVIDER_FALLBACK");
    }

    @Test
    void aSentenceThatWorksAgainResolvesWhatWasTold() {
        FallbackVoice voice = voice(true);
        cloud.says(CUT);
        embedded.says(1);
        read(voice.stream("One.", RATE));
        problems.told.clear();
        cloud.says(2);
        assertThat(read(voice.stream("Two.", RATE))).containsExactly(2);
        assertThat(problems.told).containsExactlyInAnyOrder("resolved PROVIDER_CUT", "resolved PROVIDER_FALLBACK");
    }

    @Test
    void whenTheOtherSpeaksToItsEndTheFirstHasNotRecovered() {
        cloud.says(CUT);
        embedded.says(1);
        read(voice(true).stream("One.", RATE));
        assertThat(problems.told).noneMatch(line -> line.startsWith("resolved"));
    }

    @Test
    void aFallbackThatFailsTooIsTheFailureAndWithoutOneTheVoiceItselfIs() {
        ProblemException second = new ProblemException(Problem.of(ProblemCode.VOICE_FAILED, "broken"));
        cloud.says(CUT);
        embedded.says(second);
        assertThatThrownBy(() -> read(voice(true).stream("Hello.", RATE))).isSameAs(second);
        cloud.says(CUT);
        assertThatThrownBy(() -> read(voice(false).stream("Hello.", RATE))).isSameAs(CUT);
    }

    @Test
    void aSentenceThatWasCutIsNotBegunByTheOther() {
        cloud.says(CUT);
        SynthesisStream stream = voice(true).stream("Hello.", RATE);
        stream.close();
        assertThatThrownBy(stream::next).isInstanceOf(CancellationException.class);
        assertThat(embedded.sentences).isEmpty();
    }

    @Test
    void aWholeSentenceIsSpokenByTheOtherToo() {
        cloud.whole = CompletableFuture.failedFuture(CUT);
        embedded.whole = CompletableFuture.completedFuture(new PcmAudio(new short[] {7}, RATE));
        assertThat(voice(true).speak("Hello.").join().pcm()).containsExactly(7);
        assertThat(voice(false).speak("Hello.")).isCompletedExceptionally();
    }

    @Test
    void theSharedVoiceIsNotClosedWithTheOther() {
        FallbackVoice voice = voice(true);
        voice.close();
        assertThat(voice.name()).isEqualTo("cloud");
        assertThat(List.of(cloud.closed, embedded.closed)).containsExactly(true, false);
    }

    private FallbackVoice voice(boolean fallback) {
        ProviderSettings settings = ProviderSettings.of(ProviderKind.TTS, "cloud", JsonMappers.JSON.createObjectNode().put("type", "openai"));
        return new FallbackVoice(cloud,
            new ProviderFallback<>(settings, Optional.<Voice>of(embedded).filter(_ -> fallback), Voice::name, registry.of("cloud")));
    }

    private final ProviderHealthRegistry registry = new ProviderHealthRegistry(problems);

    private static List<Integer> read(SynthesisStream stream) {
        List<Integer> samples = new ArrayList<>();
        for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            samples.add((int) piece.get().pcm()[0]);
        }
        return samples;
    }

    /// Each stream delivers what was scripted: samples, and failures to throw.
    private static final class VoiceFake implements Voice {
        final List<String> sentences = new ArrayList<>();
        CompletableFuture<PcmAudio> whole = new CompletableFuture<>();
        int closedStreams;
        boolean closed;
        private final String name;
        private Deque<Object> script = new ArrayDeque<>();

        VoiceFake(String name) {
            this.name = name;
        }

        void says(Object... pieces) {
            script = new ArrayDeque<>(List.of(pieces));
        }

        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return whole;
        }

        @Override
        public SynthesisStream stream(String sentence, int rate) {
            sentences.add(sentence);
            return new SynthesisStream() {
                @Override
                public Optional<PcmAudio> next() {
                    return switch (script.poll()) {
                        case null -> Optional.empty();
                        case ProblemException failure -> throw failure;
                        case Integer sample -> Optional.of(new PcmAudio(new short[] {sample.shortValue()}, rate));
                        case Object other -> throw new IllegalArgumentException(other.toString());
                    };
                }

                @Override
                public void close() {
                    closedStreams++;
                }
            };
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
