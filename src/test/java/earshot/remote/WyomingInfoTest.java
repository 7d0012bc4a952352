package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemException;
import earshot.time.SystemTime;
import org.junit.jupiter.api.Test;

class WyomingInfoTest {
    private static final String PIPER = "{\"asr\":[],\"tts\":[{\"name\":\"piper\",\"installed\":true,\"attribution\":{\"name\":\"r\",\"url\":\"u\"},"
        + "\"voices\":[{\"name\":\"zh_CN-huayan-medium\",\"languages\":[\"zh_CN\"],\"installed\":false},"
        + "{\"name\":\"en_US-lessac-medium\",\"languages\":[\"en_US\"],\"installed\":true,\"speakers\":null}]}],\"handle\":[],\"wake\":[],\"satellite\":null}";
    private static final String WHISPER = "{\"asr\":[{\"name\":\"faster-whisper\",\"models\":[{\"name\":\"base-int8\",\"languages\":[\"en\",\"zh\"],\"installed\":true},{\"languages\":[]}]}]}";

    private final SystemTime time = new SystemTime();

    @Test
    void aServerSaysWhatItHearsAndSpeaksWithTheInstalledFirst() {
        try (WyomingServerFake server = new WyomingServerFake(event -> event.type().equals("describe")
            ? List.of(WyomingServerFake.event("ping", "{}", new byte[0]), WyomingServerFake.event("info", PIPER, new byte[0]))
            : List.of())) {
            WyomingInfo info = WyomingInfo.ask(server.provider(ProviderKind.TTS), 10_200, time, Duration.ofSeconds(30));
            assertThat(info.models()).isEmpty();
            assertThat(info.voices()).containsExactly(new ProviderOffer("en_US-lessac-medium", List.of("en_US")),
                new ProviderOffer("zh_CN-huayan-medium", List.of("zh_CN")));
        }
        try (WyomingServerFake server = new WyomingServerFake(_ -> List.of(WyomingServerFake.inline("info", WHISPER)))) {
            assertThat(WyomingInfo.ask(server.provider(ProviderKind.ASR), 10_300, time, Duration.ofSeconds(30)).models())
                .containsExactly(new ProviderOffer("base-int8", List.of("en", "zh")));
        }
    }

    @Test
    void whatIsNoSuchServerIsAProblemAndNotFound() {
        try (WyomingServerFake closes = new WyomingServerFake(_ -> List.of());
            WyomingServerFake web = new WyomingServerFake(_ -> List.of("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
            WyomingServerFake silent = new WyomingServerFake(_ -> WyomingServerFake.SILENCE);
                WyomingServerFake whisper = new WyomingServerFake(_ -> List.of(WyomingServerFake.inline("info", WHISPER)))) {
            assertThatThrownBy(() -> WyomingInfo.ask(web.provider(ProviderKind.ASR), 1, time, Duration.ofSeconds(30))).isInstanceOf(ProblemException.class);
            assertThat(WyomingInfo.findLocal(List.of(closes.port(), web.port(), silent.port(), whisper.port()), time)).singleElement().satisfies(found -> {
                assertThat(found.port()).isEqualTo(whisper.port());
                assertThat(found.info().models()).hasSize(1);
            });
        }
    }
}
