package earshot.asr;

import static earshot.remote.WyomingServerFake.SILENCE;
import static earshot.remote.WyomingServerFake.event;
import static earshot.remote.WyomingServerFake.inline;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.WyomingServerFake;
import earshot.remote.WyomingServerFake.ReceivedEvent;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

/// Recognizers behind the Wyoming protocol.
class WyomingRecognizerTest {
    private static final short[] FRAME = new short[960];

    private final TimeFake time = new TimeFake();

    @Test
    void soundGoesUpAndPartsOfTheTextComeDownWhileThePersonSpeaks() {
        List<String> partial = new CopyOnWriteArrayList<>();
        try (WyomingServerFake server = new WyomingServerFake(event -> switch (event.type()) {
            case "audio-chunk" -> List.of(event("transcript-chunk", "{\"text\": \"what \"}", new byte[0]));
            case "audio-stop" -> List.of(event("transcript", "{\"text\": \" what time is it\", \"language\": \"en\"}", new byte[0]),
                inline("transcript-stop", "{}"));
            default -> SILENCE;
        }); Recognizer recognizer = recognizer(server, "model", "tiny", "language", "en")) {
            RecognitionStream stream = recognizer.openStream(16_000, List.of(), partial::add);
            stream.accept(FRAME);
            await().until(() -> partial.equals(List.of("what")));
            stream.accept(FRAME);
            assertThat(stream.finish().join()).isEqualTo(new RecognitionResult("what time is it", 1));
            assertThat(server.events).extracting(ReceivedEvent::type).containsExactly("transcribe", "audio-start", "audio-chunk", "audio-chunk", "audio-stop");
            assertThat(server.events.getFirst().data().toString()).isEqualTo("{\"name\":\"tiny\",\"language\":\"en\"}");
            assertThat(server.events.get(2).data().toString()).isEqualTo("{\"rate\":16000,\"width\":2,\"channels\":1}");
            assertThat(server.events.get(2).payload()).hasSize(2 * 960);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void otherRatesAreSentAs16kHzAndSilenceIsNothingUnderstood() {
        try (
            WyomingServerFake server = new WyomingServerFake(
                event -> event.type().equals("audio-stop") ? List.of(inline("transcript", "{\"text\":\"\"}")) : SILENCE);
            Recognizer recognizer = recognizer(server)) {
            assertThat(recognizer.recognize(new PcmAudio(new short[24_000], 24_000), List.of()).join().text()).isEmpty();
            assertThat(server.events.stream().mapToInt(event -> event.payload().length).sum()).isEqualTo(32_000);
        }
    }

    @Test
    void everyFaultIsAProblem() throws IOException {
        assertThat(fault(event -> event.type().equals("audio-stop") ? List.of(inline("error", "{\"text\":\"no such model\"}")) : SILENCE))
            .isEqualTo(ProblemCode.PROVIDER_NOT_FOUND);
        assertThat(fault(event -> event.type().equals("audio-stop") ? List.of() : SILENCE)).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(fault(_ -> SILENCE, true)).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        assertThat(fault(event -> event.type().equals("audio-stop") ? List.of("[1]\n".getBytes(StandardCharsets.US_ASCII)) : SILENCE))
            .isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    private ProblemCode fault(WyomingServerFake.Behavior behavior) {
        return fault(behavior, false);
    }

    /// @param hangs whether time goes on until the limit passes
    private ProblemCode fault(WyomingServerFake.Behavior behavior, boolean hangs) {
        try (WyomingServerFake server = new WyomingServerFake(behavior); Recognizer recognizer = recognizer(server)) {
            CompletableFuture<?> answer = recognizer.recognize(new PcmAudio(FRAME, 16_000), List.of());
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                if (hangs && server.events.stream().anyMatch(event -> event.type().equals("audio-stop"))) {
                    time.advanceToNext(Duration.ofMinutes(1));
                }
                return answer.isDone();
            });
            return ((ProblemException) catchThrowable(answer::join).getCause()).problem().code();
        }
    }

    private Recognizer recognizer(WyomingServerFake server, String... more) {
        return new WyomingRecognizer(server.provider(ProviderKind.ASR, more), time);
    }
}
