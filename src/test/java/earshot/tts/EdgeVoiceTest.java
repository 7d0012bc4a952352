package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodecs;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderOffer;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.java_websocket.handshake.ClientHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The read-aloud service, by a double: the real one was not reached.
class EdgeVoiceTest {
    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);

    @AfterEach
    void close() {
        sharedHttpClient.close();
    }

    /// The values of a public client for this time.
    @Test
    void theTokenHoldsForFiveMinutes() {
        Instant now = Instant.parse("2024-12-01T10:03:59Z");
        assertThat(EdgeRequest.token(now)).isEqualTo("229E1D1362599CC48A2D51D45F71732CE6F6E4BFB6FF80D37054E6320D52FF22")
            .isEqualTo(EdgeRequest.token(Instant.parse("2024-12-01T10:00:00Z"))).isNotEqualTo(EdgeRequest.token(Instant.parse("2024-12-01T10:05:00Z")));
    }

    @Test
    void everythingIsAskedAsTheBrowserAsksItAndTheMp3IsSpoken() throws IOException {
        byte[] mp3 = Files.readAllBytes(Path.of("src/test/resources/speech/voice-24k-mono.mp3"));
        try (EdgeServerFake server = new EdgeServerFake(mp3, true); Voice voice = voice(server, "voice", "zh-CN-XiaoxiaoNeural", "speed", "0.9")) {
            assertThat(voice.speak("你好 <b> & 'c'\u000b").join().pcm().length).isGreaterThan(10_000);
            ClientHandshake handshake = server.handshakes.getFirst();
            assertThat(handshake.getResourceDescriptor()).matches("/edge/v1\\?TrustedClientToken=6A5AA1D4EAFF4E9FB37E23D68491D6F4&Sec-MS-GEC="
                + EdgeRequest.token(time.now()) + "&Sec-MS-GEC-Version=1-143\\.0\\.3650\\.75&ConnectionId=[0-9a-f]{32}");
            assertThat(handshake.getFieldValue("Origin")).isEqualTo("chrome-extension://jdiccldimpdaibmpdkjnbmckianbfold");
            assertThat(handshake.getFieldValue("User-Agent")).endsWith(" Edg/143.0.0.0");
            assertThat(handshake.getFieldValue("Accept-Encoding")).isEqualTo("gzip, deflate, br, zstd");
            assertThat(handshake.getFieldValue("Cookie")).matches("muid=[0-9A-F]{32};");
            assertThat(handshake.hasFieldValue("Authorization")).isFalse();
            String date = "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\+0000 \\(Coordinated Universal Time\\)";
            assertThat(server.messages).hasSize(2);
            assertThat(server.messages.getFirst()).matches("X-Timestamp:" + date
                + "\r\nContent-Type:application/json; charset=utf-8\r\nPath:speech\\.config\r\n\r\n"
                + Pattern.quote(
                    "{\"context\":{\"synthesis\":{\"audio\":{\"metadataoptions\":{\"sentenceBoundaryEnabled\":\"false\","
                        + "\"wordBoundaryEnabled\":\"false\"},\"outputFormat\":\"audio-24khz-48kbitrate-mono-mp3\"}}}}\r\n"));
            assertThat(server.messages.getLast()).matches("X-RequestId:[0-9a-f]{32}\r\nContent-Type:application/ssml\\+xml\r\nX-Timestamp:" + date
                + "Z\r\nPath:ssml\r\n\r\n"
                + Pattern.quote(
                    "<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='en-US'><voice name='zh-CN-XiaoxiaoNeural'><prosody "
                        + "pitch='+0Hz' rate='-10%' volume='+0%'>你好 &lt;b&gt; &amp; &apos;c&apos; </prosody></voice></speak>"));
        }
    }

    /// The service takes no key, so that it refuses the client and not a key.
    @Test
    void aClockThatIsWrongIsSetRightByTheTimeOfTheServiceWhichMayRefuseAllTheSame() {
        try (ProviderServerFake server = new ProviderServerFake()) {
            server.answersWith(new ProviderServerFake.Behavior.Answers(403, "text/plain", new byte[0], Map.of()));
            try (Voice voice = voice(server.url().replaceFirst("^http", "ws"))) {
                assertThat(problem(voice)).isEqualTo(ProblemCode.PROVIDER_DECLINED);
            }
            assertThat(server.requests).extracting(request -> request.query().replaceFirst(".*Sec-MS-GEC=([0-9A-F]+)&.*", "$1")).hasSize(2)
                .startsWith(EdgeRequest.token(time.now())).as("the server's own time, years from that of the test").doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "no address", "ftp://example.org", "ws://", "ws:///edge/v1", "ws://under_score/edge/v1", "ws://127.0.0.1:99999/edge/v1",
        "wss://[::1/edge", "ws://127.0.0.1:1/a b?c#d" })
    void theVoicesOfAWrongAddressAreAProblem(String address) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.TTS, "EdgeTTS", "edge", JsonNodeFactory.instance.objectNode().put("base_url", address));
        assertThatThrownBy(() -> EdgeVoiceList.voices(provider, sharedHttpClient)).isInstanceOfSatisfying(ProblemException.class,
            failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "ws://127.0.0.1:1/edge/v1?a=%20#b"})
    void anOddAddressOfAServiceThatIsNotThereGivesTheListOfTheProgram(String address) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.TTS, "EdgeTTS", "edge", JsonNodeFactory.instance.objectNode().put("base_url", address));
        assertThat(EdgeVoiceList.voices(provider, sharedHttpClient)).hasSizeGreaterThan(200);
    }

    @Test
    void voicesAreListedByTheServiceAndWithoutItByTheListOfTheProgram() throws IOException {
        try (ProviderServerFake server = new ProviderServerFake()) {
            ProviderSettings provider = new ProviderSettings(ProviderKind.TTS, "EdgeTTS", "edge",
                JsonNodeFactory.instance.objectNode().put("base_url", server.url().replace("http", "ws") + "/edge/v1"));
            server.answersWith(new ProviderServerFake.Behavior.Answers(200, "application/json",
                "[{\"ShortName\":\"zh-CN-XiaoxiaoNeural\",\"Gender\":\"Female\",\"Locale\":\"zh-CN\"},{\"Name\":\"x\"}]".getBytes(), Map.of()));
            assertThat(EdgeVoiceList.voices(provider, sharedHttpClient))
                .containsExactly(new ProviderOffer("zh-CN-XiaoxiaoNeural", List.of("zh-CN"), ProviderOffer.Gender.FEMALE));
            assertThat(server.requests.getFirst().path()).contains("/voices/list");
            assertThat(server.requests.getFirst().headers().get("Cookie")).startsWith("muid=");
        }
        ProviderSettings nobody = new ProviderSettings(ProviderKind.TTS, "EdgeTTS", "edge",
            JsonNodeFactory.instance.objectNode().put("base_url", "ws://127.0.0.1:1/edge/v1"));
        assertThat(EdgeVoiceList.voices(nobody, sharedHttpClient)).hasSizeGreaterThan(200)
            .contains(new ProviderOffer("zh-CN-liaoning-XiaobeiNeural", List.of("zh-CN-liaoning"), ProviderOffer.Gender.FEMALE))
            .extracting(ProviderOffer::name).contains("zh-CN-XiaoxiaoNeural", "en-US-EmmaMultilingualNeural").doesNotHaveDuplicates();
    }

    @Test
    void aServiceThatClosesOrSaysNothingOfUseIsAProblem() {
        try (EdgeServerFake server = new EdgeServerFake(new byte[0], false); Voice voice = voice(server)) {
            assertThat(problem(voice)).isEqualTo(ProblemCode.PROVIDER_CUT);
        }
        try (EdgeServerFake server = new EdgeServerFake(new byte[0], true); Voice voice = voice(server)) {
            assertThat(problem(voice)).isEqualTo(ProblemCode.PROVIDER_EMPTY);
        }
    }

    private static ProblemCode problem(Voice voice) {
        return ((ProblemException) catchThrowable(() -> voice.stream("Hello.", 16_000).next())).problem().code();
    }

    private Voice voice(EdgeServerFake server, String... more) {
        return voice(server.url(), more);
    }

    private Voice voice(String address, String... more) {
        ObjectNode section = JsonNodeFactory.instance.objectNode().put("base_url", address);
        for (int i = 0; i < more.length; i += 2) {
            section.put(more[i], more[i + 1]);
        }
        return new EdgeVoice(new ProviderSettings(ProviderKind.TTS, "EdgeTTS", "edge", section), sharedHttpClient, OpusCodecs.concentus(),
            new LoudnessNormalizer.VoiceLevel());
    }
}
