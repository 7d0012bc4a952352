package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {

    @ParameterizedTest
    @CsvSource({ "Ollama, http://127.0.0.1:11434/v1", "LM-Studio, http://127.0.0.1:1234/v1", "ChatGLMLLM, https://open.bigmodel.cn/api/paas/v4",
        "openai, https://api.openai.com/v1" })
    void theTypeOrElseTheAliasNamesTheProviderAndItsUsualAddress(String name, String address) throws Exception {
        assertThat(ModelConfig.of("mine", section("{`type`: `" + name + "`, `model_name`: `m`}")).endpoint().root()).isEqualTo(address);
        assertThat(ModelConfig.of(name, section("{`model_name`: `m`}")).endpoint().root()).isEqualTo(address);
    }

    @Test
    void readsTheKeysOfAXiaozhiServer() throws Exception {
        ModelConfig modelConfig = ModelConfig.of("ChatGLMLLM",
            section("{`type`: `openai`, `model_name`: `glm-4-flash`, `url`: `https://open.bigmodel.cn/api/paas/v4/`, `api_key`: ` abc.def `, `timeout`: `5`}"));
        assertThat(modelConfig.endpoint().function(ProviderAddress.CHAT)).hasToString("https://open.bigmodel.cn/api/paas/v4/chat/completions");
        assertThat(modelConfig.key()).contains("abc.def");
        assertThat(modelConfig.timeouts()).isEqualTo(new ModelTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        assertThat(modelConfig.toString()).doesNotContain("abc");
    }

    @Test
    void optionsThatAreNoGoodAreLeftOut() throws Exception {
        ModelConfig modelConfig = ModelConfig.of("ollama",
            section("{`model_name`: `m`, `temperature`: 9, `top_p`: `0.5`, `max_tokens`: -1, `frequency_penalty`: ``, `presence_penalty`: [1], `seed`: 7,"
            + "`timeout`: 0, `extra_body`: {`enable_thinking`: false}}"));
        assertThat(JSON.readTree(modelConfig.options().toString())).isEqualTo(JSON.readTree("{\"top_p\":0.5,\"seed\":7,\"enable_thinking\":false}"));
        assertThat(modelConfig.timeouts()).isEqualTo(ModelTimeouts.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
        "{`type`: `dify`, `base_url`: `http://h`}|PROVIDER_UNKNOWN", "{`model_name`: `m`}|PROVIDER_UNKNOWN", "{`type`: `openai`}|PROVIDER_INCOMPLETE",
        "{`type`: `openai`, `model_name`: ` `}|PROVIDER_INCOMPLETE", "{`type`: `openai`, `model_name`: `m`, `base_url`: `你的地址`}|PROVIDER_UNFILLED",
        "{`type`: `openai`, `model_name`: `m`, `api_key`: `你的key`}|PROVIDER_UNFILLED",
        "{`type`: `openai`, `model_name`: `m`, `api_key`: `a\\nb`}|PROVIDER_INCOMPLETE" })
    void saysWhatIsMissing(String section, ProblemCode code) throws Exception {
        ObjectNode written = section(section);
        assertThatThrownBy(() -> ModelConfig.of("mine", written))
            .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code))
            .hasMessageNotContaining("你的key");
    }

    private static ObjectNode section(String json) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(json.replace('`', '"'));
    }
}
