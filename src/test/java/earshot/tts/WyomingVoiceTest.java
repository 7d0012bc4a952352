package earshot.tts;

import static earshot.remote.WyomingServerFake.SILENCE;
import static earshot.remote.WyomingServerFake.event;
import static earshot.remote.WyomingServerFake.inline;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.WyomingServerFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

/// Voices behind the Wyoming protocol.
class WyomingVoiceTest {
    private static final byte[] NONE = {};

    private final TimeFake time = new TimeFake();

    @Test
    void theFirstSamplesAreThereBeforeTheLast() {
        try (
            WyomingServerFake server = new WyomingServerFake(
                request -> List.of(event("audio-start", "{\"rate\": 22050, \"width\": 2, \"channels\": 1, \"timestamp\": 0}", NONE), chunk(11_025)));
            Voice voice = voice(server, "voice", "zh_CN-huayan-medium", "speaker", "b")) {
            SynthesisStream stream = voice.stream("你好。", 16_000);
            assertThat(stream.next().orElseThrow().rate()).isEqualTo(16_000);
            assertThat(server.events).singleElement().satisfies(request -> {
                assertThat(request.type()).isEqualTo("synthesize");
                assertThat(request.names()).containsExactly("type", "data_length");
                assertThat(request.data().toString()).isEqualTo("{\"text\":\"你好。\",\"voice\":{\"name\":\"zh_CN-huayan-medium\",\"speaker\":\"b\"}}");
            });
            stream.close();
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void allSamplesAreHeardAtTheRateOfTheDevice() {
        try (
            WyomingServerFake server = new WyomingServerFake(
                _ -> List.of(inline("audio-start", "{\"rate\":22050,\"width\":2,\"channels\":1}"), chunk(11_025), chunk(11_025), inline("audio-stop", "{}")));
            Voice voice = voice(server, "language", "de")) {
            assertThat(voice.speak("Hallo.").join().pcm()).hasSize(24_000);
            assertThat(server.events.getFirst().data().path("voice").toString()).isEqualTo("{\"language\":\"de\"}");
        }
    }

    @Test
    void everyFaultIsAProblem() {
        assertThat(fault(_ -> List.of(inline("error", "{\"text\":\"no such voice\",\"code\":\"x\"}")))).isEqualTo(ProblemCode.PROVIDER_FAILED);
        assertThat(fault(_ -> List.of())).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(fault(_ -> SILENCE, true)).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        assertThat(fault(_ -> List.of("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(_ -> List.of(new byte[70_000]))).isEqualTo(ProblemCode.PROVIDER_ENDLESS);
        List<byte[]> foreign = Collections.nCopies(300, inline("info", "{}"));
        assertThat(fault(_ -> foreign)).isEqualTo(ProblemCode.PROVIDER_ENDLESS);
        assertThat(fault(_ -> Stream.concat(Stream.of(inline("audio-start", "{\"rate\":22050}")), foreign.stream()).toList()))
            .isEqualTo(ProblemCode.PROVIDER_ENDLESS);
        assertThat(fault(_ -> List.of("{\"type\":\"audio-chunk\",\"payload_length\":2000000000}\n".getBytes(StandardCharsets.US_ASCII))))
            .isEqualTo(ProblemCode.PROVIDER_ENDLESS);
        assertThat(fault(_ -> List.of(inline("audio-start", "{\"rate\":22050,\"width\":2,\"channels\":1}"), inline("audio-stop", "{}"))))
            .isEqualTo(ProblemCode.PROVIDER_EMPTY);
        assertThat(fault(_ -> List.of(inline("audio-start", "{\"rate\":22050,\"width\":4,\"channels\":1}")))).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    private ProblemCode fault(WyomingServerFake.Behavior behavior) {
        return fault(behavior, false);
    }

    /// @param hangs whether time goes on until the limit passes
    private ProblemCode fault(WyomingServerFake.Behavior behavior, boolean hangs) {
        try (WyomingServerFake server = new WyomingServerFake(behavior); Voice voice = voice(server)) {
            CompletableFuture<?> sentence = voice.speak("Fault.");
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                if (hangs && !server.events.isEmpty()) {
                    time.advanceToNext(Duration.ofMinutes(1));
                }
                return sentence.isDone();
            });
            return ((ProblemException) catchThrowable(sentence::join).getCause()).problem().code();
        }
    }

    private Voice voice(WyomingServerFake server, String... more) {
        return new WyomingVoice(server.provider(ProviderKind.TTS, more), time, OpusCodecs.concentus(), new LoudnessNormalizer.VoiceLevel());
    }

    private static byte[] chunk(int samples) {
        return event("audio-chunk", "{\"rate\": 22050, \"width\": 2, \"channels\": 1}", new byte[2 * samples]);
    }
}
