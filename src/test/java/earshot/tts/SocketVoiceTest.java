package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.remote.SocketServerFake;
import earshot.remote.SocketServiceExtension;
import earshot.time.TimeFake;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A sentence over a WebSocket that does not go as it should.
@Timeout(60)
class SocketVoiceTest {
    private static final byte[] HALF_A_SECOND = new byte[24_000];

    @RegisterExtension
    final SocketServiceExtension service = new SocketServiceExtension();

    private final TimeFake time = service.time;
    private final SharedHttpClient sharedHttpClient = service.sharedHttpClient;
    private final SocketServerFake server = service.server;

    @Test
    void aSentenceThatIsCutEndsItsConnection() {
        server.behaves(after(to -> to.send(sound(HALF_A_SECOND))));
        SynthesisStream stream = voice("access_token", "k4711").stream("Hello.", 24_000);
        assertThat(stream.next()).isPresent();
        stream.close();
        await().until(server.open::isEmpty);
        assertThatThrownBy(() -> {
            while (stream.next().isPresent()) {
                assertThat(server.open).isEmpty();
            }
        }).isInstanceOf(CancellationException.class);
    }

    @Test
    void aServiceThatSaysNothingMoreIsGivenUpAndWhatWasHeardIsHeard() {
        server.behaves(after(to -> to.send(sound(HALF_A_SECOND))));
        SynthesisStream stream = voice("access_token", "k4711", "timeout", "5").stream("Hello.", 24_000);
        assertThat(stream.next()).isPresent();
        assertThat(failure(stream, () -> {})).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        await().until(server.open::isEmpty);
    }

    @Test
    void aServiceThatSpeaksOnWithoutSoundIsGivenUp() {
        server.behaves(after(to -> to.send(sound(HALF_A_SECOND))));
        SynthesisStream stream = voice("access_token", "k4711", "timeout", "5").stream("Hello.", 24_000);
        assertThat(stream.next()).isPresent();
        assertThat(failure(stream, () -> server.open.forEach(to -> to.send(sound(new byte[0]))))).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
    }

    @Test
    void nothingIsSentWhereSomethingIsMissing() {
        // no key where the service itself is asked, and a key that no header carries
        ProviderSettings outside = ProviderServerFake.section(ProviderKind.TTS, "huoshan_double_stream", "speaker", "a");
        assertThat(problem(voice(outside))).isEqualTo(ProblemCode.PROVIDER_UNFILLED);
        assertThat(problem(voice("access_token", "钥匙"))).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem(voice("access_token", "k4711", "resource_id", "资源"))).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        ProviderSettings unnamed = ProviderServerFake.section(ProviderKind.TTS, "huoshan_double_stream", "access_token", "k4711");
        assertThat(problem(voice(unnamed))).as("no app id").isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(server.handshakes).isEmpty();
    }

    /// How reading on ends, while each second something is done.
    private ProblemCode failure(SynthesisStream stream, Runnable eachSecond) {
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            while (stream.next().isPresent()) {
                Thread.onSpinWait();
            }
        }), Thread.ofVirtual()::start);
        await().until(() -> {
            eachSecond.run();
            time.advance(Duration.ofSeconds(1));
            return failure.isDone();
        });
        return ((ProblemException) failure.join()).problem().code();
    }

    private static ProblemCode problem(Voice voice) {
        return ((ProblemException) catchThrowable(() -> voice.stream("Hello.", 24_000).next())).problem().code();
    }

    private Voice voice(String... fields) {
        return voice(ProviderServerFake.section(ProviderKind.TTS, "huoshan_double_stream", "ws_url", server.url(), fields));
    }

    private Voice voice(ProviderSettings provider) {
        return new SocketVoice(new HuoshanSpeech(provider), sharedHttpClient, OpusCodecs.concentus(), new LoudnessNormalizer.VoiceLevel());
    }

    /// Answers once the session is to end.
    private static SocketServerFake.Behavior after(Consumer<WebSocket> answer) {
        return new SocketServerFake.Behavior() {
            @Override
            public void bytes(WebSocket to, byte[] message) {
                if (message[7] == 102) {
                    answer.accept(to);
                }
            }
        };
    }

    private static byte[] sound(byte[] pcm) {
        return ByteBuffer.allocate(17 + pcm.length).putInt(0x11b41000).putInt(352).putInt(1).put((byte) 'x').putInt(pcm.length).put(pcm).array();
    }
}
