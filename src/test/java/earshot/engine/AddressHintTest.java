package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Settings;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.server.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressHintTest {
    @ParameterizedTest
    @CsvSource({ "http://0.0.0.0:11434/v1, check.hint.every_card, 0.0.0.0", "http://[::]:11434, check.hint.every_card, [::]",
        "HTTP://HOST.docker.internal:8000/v1, check.hint.container, host.docker.internal",
        "kitchen.local:10095, check.hint.multicast, kitchen.local", "ws://ann:word@kitchen.LOCAL/x, check.hint.multicast, kitchen.local",
        "http://127.0.0.1:1234/v1, , ", "https://api.openai.com/v1?local, , ", "two words, , ", "'', , " })
    void whatIsCalledIsJudgedByItsHost(String address, String id, String host) {
        assertThat(AddressHint.called(address == null ? "" : address)).isEqualTo(Optional.ofNullable(id).map(text -> SettingsFinding.Text.of(text, host)));
    }

    @ParameterizedTest
    @CsvSource({ "ws://127.0.0.1:8000/xiaozhi/v1/, check.hint.boards", "ws://LOCALHOST:8000/, check.hint.boards", "ws://[::1]:8000/, check.hint.boards",
        "ws://0.0.0.0:8000, check.hint.boards", "ws://pc.local:8000/, check.address", "ws://192.168.1.20:8000/, " })
    void whatBoardsAreToldMustLeadThemHere(String address, String id) {
        assertThat(AddressHint.advertised(address).map(SettingsFinding.Text::id)).isEqualTo(Optional.ofNullable(id));
    }

    @ParameterizedTest
    @CsvSource({ "http://127.0.0.1:8000/v1, true", "http://localhost:8003, true", "http://LocalHost:8000/v1, true", "http://[::1]:8000, true",
        "0.0.0.0:8000, true", "http://127.0.0.1/v1, false", "http://127.0.0.1:8001/v1, false", "http://192.168.1.5:8000/v1, false" })
    void anAddressOfTheProgramItselfIsNoProvider(String address, boolean own) {
        assertThat(AddressHint.own(address, Settings.defaults().of(ServerSettings.SECTION))).isEqualTo(own);
    }

    @Test
    void theFieldThatHoldsTheAddressIsNamed() {
        assertThat(
            Stream.of("api_url", "url", "ws_url", "host").map(field -> AddressHint.key(ProviderKind.ASR, "my.one", provider("my.one", field, "somewhere"))))
            .containsExactly("ASR.my\\.one.api_url", "ASR.my\\.one.url", "ASR.my\\.one.ws_url", "ASR.my\\.one.host");
        assertThat(AddressHint.address(provider("a", "host", "asr.example", "port", "10095"))).contains("asr.example:10095");
        assertThat(AddressHint.address(provider("a", "host", "asr.example"))).contains("asr.example");
        assertThat(AddressHint.address(provider("a", "model", "m"))).isEmpty();
    }

    private static ProviderSettings provider(String alias, String... fields) {
        ObjectNode section = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            section.put(fields[i], fields[i + 1]);
        }
        return ProviderSettings.of(ProviderKind.ASR, alias, section);
    }
}
