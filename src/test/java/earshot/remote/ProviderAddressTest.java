package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434, http://localhost:11434/v1/chat/completions", "localhost:11434/, http://localhost:11434/v1/chat/completions",
        "http://localhost:11434/v1/, http://localhost:11434/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions, https://api.openai.com/v1/chat/completions",
        "https://open.bigmodel.cn/api/paas/v4/, https://open.bigmodel.cn/api/paas/v4/chat/completions",
        "HTTPS://host/chat/completions/, https://host/chat/completions",
        "https://host/openai?api-version=1, https://host/openai/chat/completions?api-version=1", "http://[::1]:8080, http://[::1]:8080/v1/chat/completions"})
    void allFormsOfAnAddressMeanTheSameEndpoint(String written, String chat) {
        assertThat(ProviderAddress.parse(written).orElseThrow().function(ProviderAddress.CHAT)).hasToString(chat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "ftp://host", "not an address", "http://user:pass@host", "http://host:99999", "你的地址", "file:///etc/passwd"})
    void whatIsNoAddressIsNone(String written) {
        assertThat(ProviderAddress.parse(written)).isEmpty();
    }

    @Test
    void listsStandBesideTheChat() {
        ProviderAddress address = ProviderAddress.parse("http://h:1/v1").orElseThrow();
        assertThat(address.function(ProviderAddress.MODELS)).hasToString("http://h:1/v1/models");
        assertThat(address.beside("/api/tags")).hasToString("http://h:1/api/tags");
    }
}
