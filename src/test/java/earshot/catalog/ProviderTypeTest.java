package earshot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.remote.ProviderKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderTypeTest {
    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void everyTypeIsFoundByItsNameAndOneIsBuiltIn(ProviderKind kind) {
        assertThat(kind.types()).isNotEmpty().allSatisfy(type -> assertThat(kind.type(type.typeName())).contains(type));
        assertThat(kind.types().stream().filter(type -> type.location() == ProviderType.Location.EMBEDDED).toList()).hasSize(kind == ProviderKind.LLM ? 0 : 1);
        assertThat(kind.type("dify")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void whatIsRemoteHasAnAddressAndASecretKeyAndNothingElseHas(ProviderKind kind) {
        assertThat(kind.types()).allSatisfy(type -> {
            boolean remote = type.location() == ProviderType.Location.REMOTE;
            assertThat(type.usualAddress().isPresent()).isEqualTo(remote);
            assertThat(type.fields().stream().filter(ProviderField::secret).map(ProviderField::key).toList())
                .isEqualTo(remote ? secrets(type) : List.of());
            assertThat(type.fields().stream().map(ProviderField::key)).doesNotHaveDuplicates();
        });
    }

    /// One, or those of a service that asks for several.
    private static List<String> secrets(ProviderType type) {
        return type.hasSeveralKeys() ? type.keySets().stream().flatMap(List::stream).distinct().toList() : List.of(type.keyName());
    }

    @Test
    void aServiceMayCallItsKeyOtherwise() {
        assertThat(RecognizerType.TENCENT.entry().keySets()).containsExactly(List.of("secret_key", "secret_id"));
        assertThat(VoiceType.DOUBAO.entry()).matches(type -> type.keyName().equals("access_token") && !type.keySets().isEmpty());
        assertThat(VoiceType.GPT_SOVITS_V2.entry()).matches(type -> type.keyName().equals("api_key") && type.keySets().isEmpty());
        assertThat(VoiceType.FREETTS.entry().keyName()).isEqualTo("api_key");
    }

    @Test
    void numbersKnowTheirRange() {
        assertThat(new ProviderField.Form.Number(1, 5, true)).satisfies(whole -> {
            assertThat(whole.accepts(5)).isTrue();
            assertThat(whole.accepts(2.5)).isFalse();
            assertThat(whole.accepts(6)).isFalse();
        });
    }

    @Test
    void aVoiceNamesItsModelOtherwiseThanARecognizer() {
        assertThat(VoiceType.OPENAI.entry().modelKey()).contains("model");
        assertThat(RecognizerType.OPENAI.entry().modelKey()).contains("model_name");
        assertThat(RecognizerType.FUN_SERVER.entry().modelKey()).isEmpty();
    }
}
