package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.audio.VadSettings;
import earshot.config.Configuration;
import earshot.config.ForeignKey;
import earshot.config.KeyTranslation;
import earshot.config.Settings;
import earshot.device.ListeningSettings;
import earshot.llm.ModelSettings;
import earshot.peer.PeerSettings;
import earshot.problem.ProblemSinkFake;
import earshot.server.ServerSettings;
import earshot.session.IdleSettings;
import earshot.time.TimeFake;
import earshot.tts.VoiceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class XiaozhiServerKeysTest {
    @TempDir
    Path home;

    @Test
    void eachHasItsTextInBothLanguages() {
        for (ForeignKey key : XiaozhiServerKeys.LIST) {
            assertThat(key.text(Locale.ENGLISH)).as(key.pattern()).endsWith(".");
            assertThat(key.text(Locale.SIMPLIFIED_CHINESE)).as(key.pattern()).endsWith("。");
        }
    }

    @Test
    void theFileOfTheServerInGoHolds() throws IOException {
        Settings settings = load("""
            auth: {enable: true}
            chat: {chat_max_silence_duration: 400}
            websocket: {port: 8989}
            asr: {provider: funasr, funasr: {host: 127.0.0.1, port: "10096"}}
            tts: {provider: edge, edge: {voice: zh-CN-XiaoyiNeural}}
            llm: {provider: a, a: {type: openai, model_name: m, base_url: "http://127.0.0.1:1/v1"}}
            LLM: {b: {type: openai}}
            """);
        assertThat(settings.of(ModelSettings.SECTION).selected()).contains("a");
        assertThat(settings.of(ModelSettings.SECTION).providers()).containsOnlyKeys("a", "b");
        assertThat(settings.of(RecognizerSettings.SELECTED).type()).isEqualTo("fun_server");
        assertThat(settings.of(VoiceSettings.SELECTED).text("voice")).contains("zh-CN-XiaoyiNeural");
        assertThat(settings.of(VadSettings.SECTION).minSilence()).hasMillis(400);
        assertThat(settings.of(ServerSettings.SECTION).port()).isEqualTo(8989);
        assertThat(settings.of(ServerSettings.SECTION).auth().enabled()).isTrue();
        assertThat(load("llm: {provider: nobody, a: {type: openai}}").of(ModelSettings.SECTION).selected()).isEmpty();
    }

    @Test
    void keysThatMeanTheSameAsOneOfOursHold() throws IOException {
        Settings settings = load("""
            selected_module: {LLM: Big, Intent: intent_llm, Memory: mem_local_short, VAD: SileroVAD, TTS: Voice}
            VAD: {SileroVAD: {type: silero, min_silence_duration_ms: 1000}, Other: {min_silence_duration_ms: 5000}}
            Intent: {intent_llm: {type: intent_llm, llm: Small}}
            Memory: {mem_local_short: {type: mem_local_short, llm: Small}}
            TTS: {Voice: {type: openai, base_url: "http://127.0.0.1:1/v1"}}
            LLM: {Big: {type: openai}, Small: {type: openai}}
            CMD_exit: [退出]
            log: {log_level: WARNING}
            tts_timeout: 7
            peer_task_to_workflow: false
            close_connection_no_voice_time: 315360000
            """);
        assertThat(settings.of(VadSettings.SECTION).minSilence()).hasMillis(1000);
        assertThat(settings.of(ModelSettings.SECTION).byPurpose().get("intent").asText()).isEqualTo("Small");
        assertThat(settings.of(ModelSettings.SECTION).byPurpose().get("memory").asText()).isEqualTo("Small");
        assertThat(settings.of(ListeningSettings.SECTION).exitCommands()).containsExactly("退出");
        assertThat(settings.of(LogSettings.SECTION).level()).isEqualTo(Level.WARN);
        assertThat(settings.of(VoiceSettings.SELECTED).number("timeout", 0)).isEqualTo(7);
        assertThat(settings.of(IdleSettings.SECTION).noSpeechLimit()).hasSeconds(315_360_000);
        assertThat(settings.of(PeerSettings.SECTION).tasks()).isFalse();
        assertThat(EngineSettings.CATALOG.foreign("tts_timeout")).isEmpty();
        assertThat(EngineSettings.CATALOG.translation("VAD.Any.min_silence_duration_ms")).map(KeyTranslation::to).contains("vad.min_silence_ms");
    }

    @Test
    void ourKeysGoBeforeAndAnUnfitValueLeavesOurs() throws IOException {
        assertThat(load("selected_module: {VAD: a}\nVAD: {a: {min_silence_duration_ms: 200}}\n").of(VadSettings.SECTION).minSilence()).hasMillis(700);
        assertThat(
            load("selected_module: {VAD: a}\nVAD: {a: {min_silence_duration_ms: 900}}\nvad: {min_silence_ms: 800}\n").of(VadSettings.SECTION).minSilence())
            .hasMillis(800);
        assertThat(load("selected_module: {VAD: a}\nVAD: {b: {min_silence_duration_ms: 900}}\n").of(VadSettings.SECTION).minSilence()).hasMillis(700);
    }

    private Settings load(String file) throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), file);
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(), new TimeFake()).settings().get();
    }

    @Test
    void noneIsReadHere() {
        assertThat(XiaozhiServerKeys.LIST).extracting(ForeignKey::pattern).doesNotHaveDuplicates()
            .allSatisfy(pattern -> assertThat(EngineSettings.CATALOG.settings()).noneMatch(setting -> setting.key().equals(pattern)));
        assertThat(EngineSettings.CATALOG.foreign("Intent.mine.type")).isEmpty();
        assertThat(EngineSettings.CATALOG.foreign("Intent.mine.functions")).isPresent();
    }
}
