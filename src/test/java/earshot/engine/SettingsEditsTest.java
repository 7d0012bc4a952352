package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.SettingRemoval;
import earshot.id.DeviceId;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import org.junit.jupiter.api.Test;

/// What the commands of the console write into the settings.
class SettingsEditsTest {
    @Test
    void aProviderIsWrittenFieldByFieldAndItsKeyOnlyWhenOneWasTyped() {
        Command.PutProvider written = new Command.PutProvider(ProviderKind.LLM, "gpt-4.1", Map.of("type", "openai", "base_url", new SettingRemoval()),
            Optional.of(" sk-1 "));
        assertThat(SettingsEdits.of(written))
            .isEqualTo(Map.of("LLM.gpt-4\\.1.type", "openai", "LLM.gpt-4\\.1.base_url", new SettingRemoval(), "LLM.gpt-4\\.1.api_key", "sk-1"));
        assertThat(SettingsEdits.of(new Command.PutProvider(ProviderKind.TTS, "a", Map.of("voice", "amy"), Optional.of("  "))))
            .isEqualTo(Map.of("TTS.a.voice", "amy"));
        assertThat(SettingsEdits.of(new Command.PutProvider(ProviderKind.TTS, "Mine", Map.of("type", "doubao"), Optional.of("t-1"))))
            .as("as the service calls it").isEqualTo(Map.of("TTS.Mine.type", "doubao", "TTS.Mine.access_token", "t-1"));
    }

    @Test
    void ofAMapOnlyTheNamedMembersAreWritten() {
        Command.PutProvider typed = new Command.PutProvider(ProviderKind.ASR, "own", Map.of("headers", Map.of("X.New", "a", "X-Old", new SettingRemoval())),
            Optional.empty());
        assertThat(SettingsEdits.of(typed)).isEqualTo(Map.of("ASR.own.headers.X\\.New", "a", "ASR.own.headers.X-Old", new SettingRemoval()));
        ObjectNode section = JSON.createObjectNode().put("type", "custom");
        section.putObject("headers").put("X-Key", "secret").put("X-Old", "b");
        ObjectNode tried = SettingsEdits.draftProvider(Optional.of(ProviderSettings.of(ProviderKind.ASR, "own", section)), typed).section();
        assertThat(tried.path("headers")).isEqualTo(JSON.createObjectNode().put("X-Key", "secret").put("X.New", "a"));
        assertThat(SettingsEdits.draftProvider(Optional.empty(), typed).section().path("headers")).isEqualTo(JSON.createObjectNode().put("X.New", "a"));
    }

    @Test
    void aPurposeIsAnAliasAloneUnlessSomethingLiesOverIt() {
        assertThat(SettingsEdits.of(new Command.SetPurpose(" Chat ", " big ", Map.of()))).isEqualTo(Map.of("llm_by_mode.chat", "big"));
        assertThat(SettingsEdits.of(new Command.SetPurpose("meeting", "big", Map.of("temperature", 0.2))))
            .isEqualTo(Map.of("llm_by_mode.meeting", Map.of("alias", "big", "overrides", Map.of("temperature", 0.2))));
        assertThat(SettingsEdits.of(new Command.ClearPurpose("Meeting"))).isEqualTo(Map.of("llm_by_mode.meeting", new SettingRemoval()));
    }

    @Test
    void whatIsChosenOrSaidWithoutAWordIsTakenOut() {
        assertThat(SettingsEdits.of(new Command.SelectProvider(ProviderKind.ASR, " "))).isEqualTo(Map.of("selected_module.ASR", new SettingRemoval()));
        assertThat(SettingsEdits.of(new Command.SelectProvider(ProviderKind.ASR, "whisper"))).isEqualTo(Map.of("selected_module.ASR", "whisper"));
        assertThat(SettingsEdits.of(new Command.RemoveProvider(ProviderKind.TTS, "a.b"))).isEqualTo(Map.of("TTS.a\\.b", new SettingRemoval()));
        assertThat(SettingsEdits.of(new Command.SetPersona("\n", Optional.empty()))).isEqualTo(Map.of("prompt", new SettingRemoval()));
        assertThat(SettingsEdits.of(new Command.SetPersona(" You are kind.\n", Optional.of(new DeviceId("a.b")))))
            .isEqualTo(Map.of("prompt_by_device.a\\.b", "You are kind."));
    }

    @Test
    void ofSeveralEditsTheLastOfAKeyHolds() {
        assertThat(SettingsEdits.of(List.of(new Command.SelectProvider(ProviderKind.LLM, "a"), new Command.SetPersona("x", Optional.empty()),
            new Command.SelectProvider(ProviderKind.LLM, "b"))))
            .isEqualTo(Map.of("selected_module.LLM", "b", "prompt", "x"));
    }

    @Test
    void aDraftIsTriedWithWhatTheFormDoesNotShow() {
        ObjectNode section = JSON.createObjectNode().put("type", "openai").put("api_key", "sk-kept").put("model_name", "m-1")
            .put("base_url", "https://old.example");
        section.putObject("extra_body").put("top_k", 5);
        ProviderSettings present = ProviderSettings.of(ProviderKind.LLM, "big", section);
        Command.PutProvider typed = new Command.PutProvider(ProviderKind.LLM, "big", Map.of("base_url", new SettingRemoval(), "model_name", "m-2"),
            Optional.empty());
        ProviderSettings draft = SettingsEdits.draftProvider(Optional.of(present), typed);
        assertThat(draft.section().toString()).isEqualTo("{\"type\":\"openai\",\"api_key\":\"sk-kept\",\"model_name\":\"m-2\",\"extra_body\":{\"top_k\":5}}");
        assertThat(present.text("model_name")).as("what is in force stays").contains("m-1");
        Command.PutProvider withKey = new Command.PutProvider(ProviderKind.LLM, "big", Map.of(), Optional.of(" sk-new "));
        assertThat(SettingsEdits.draftProvider(Optional.of(present), withKey).text("api_key")).contains("sk-new");
        assertThat(SettingsEdits.draftProvider(Optional.empty(), typed).section().toString()).isEqualTo("{\"model_name\":\"m-2\"}");
    }
}
