package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingRemoval;
import earshot.config.SettingsLayer;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderOffer;
import earshot.ui.ModelsStateSamples;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person types into the form, and what is saved of it.
class ProviderFormViewModelTest {
    private static final ModelsState STATE = ModelsStateSamples.none(Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({"ASR, custom, url", "TTS, custom, url", "ASR, openai, base_url", "TTS, openai, base_url", "TTS, edge, base_url", "LLM, ollama, base_url"})
    void theAddressIsSavedUnderTheNameThatItsServiceReadsFirst(ProviderKind kind, String type, String key) {
        ProviderFormViewModel form = edit(kind, Map.of("type", type, key, "https://old.example/speak", "voice", "amy"));
        assertThat(form.address().get()).isEqualTo("https://old.example/speak");
        form.address().set("https://new.example/speak");
        assertThat(form.command().fields()).containsEntry(key, "https://new.example/speak").containsEntry("type", type)
            .doesNotContainKey(key.equals("url") ? "base_url" : "url");
    }

    @Test
    void namesInBracesMayStandInTheAddressOfAServiceThatFillsThem() {
        String address = "https://voice.example/say?text={prompt_text}";
        ProviderFormViewModel form = edit(ProviderKind.TTS, Map.of("type", "custom", "url", address));
        assertThat(form.validate(true)).isTrue();
        assertThat(form.command().fields()).containsEntry("url", address);
        ProviderFormViewModel other = edit(ProviderKind.TTS, Map.of("type", "openai", "base_url", address));
        assertThat(other.validate(true)).isFalse();
    }

    @Test
    void whatTheDefaultsOfAServiceFilledInFollowsAnotherServiceAndWhatWasTypedStays() {
        ProviderFormViewModel form = create(ProviderKind.LLM);
        form.protocol().set(protocol(form, "ollama"));
        assertThat(form.alias().get()).isEqualTo("ollama");
        assertThat(form.address().get()).isEqualTo("http://127.0.0.1:11434/v1");
        form.alias().set("kitchen");
        form.address().set("http://kitchen:11434/v1");
        form.protocol().set(protocol(form, "lmstudio"));
        assertThat(form.alias().get()).isEqualTo("kitchen");
        assertThat(form.address().get()).isEqualTo("http://kitchen:11434/v1");
    }

    @Test
    void aNameThatIsTakenGetsANumberAndOneThatIsTypedIsRefused() {
        ProviderFormViewModel form = new ProviderFormViewModel(ProviderKind.LLM, Optional.empty(), STATE, List.of("openai", "openai2"), false,
            () -> new Texts(Texts.Language.ENGLISH));
        assertThat(form.alias().get()).isEqualTo("openai3");
        form.model().set("m");
        form.alias().set(" openai2 ");
        assertThat(form.validate(true)).isFalse();
        assertThat(form.errors().get()).isEqualTo(Map.of("alias", "This name is taken."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two words", "a.b", "ключ/1"})
    void aNameThatIsNoneIsRefusedAsSoonAsTheFormIsChecked(String name) {
        ProviderFormViewModel form = create(ProviderKind.LLM);
        form.model().set("m");
        form.alias().set(name);
        assertThat(form.errors().get()).as("before the first check").isEmpty();
        assertThat(form.validate(true)).isFalse();
        assertThat(form.errors().get()).containsOnlyKeys("alias");
        form.alias().set("厨房_1-a");
        assertThat(form.errors().get()).as("while typing").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "LLM, api.openai.com/v1", "LLM, ftp://api.openai.com/v1", "LLM, wss://api.openai.com", "LLM, https://user:word@host/v1",
        "LLM, http://host:99999/v1", "ASR, 'http://a b/v1'" })
    void anAddressThatIsNoneIsRefused(ProviderKind kind, String address) {
        ProviderFormViewModel form = create(kind);
        form.model().set("m");
        form.address().set(address);
        assertThat(form.validate(true)).isFalse();
        assertThat(form.errors().get()).isEqualTo(Map.of("address", "Enter an address such as https://api.openai.com/v1."));
    }

    @Test
    void aKeyWithABlankOrALetterBeyondAsciiIsRefused() {
        ProviderFormViewModel form = create(ProviderKind.LLM);
        form.model().set("m");
        for (String key : List.of("sk 1", "sk-ключ", "sk-1\u200b")) {
            form.key().set(key);
            assertThat(form.validate(true)).as(key).isFalse();
            assertThat(form.errors().get()).containsOnlyKeys("key");
        }
        form.key().set("  sk-1 \n");
        assertThat(form.validate(true)).isTrue();
        assertThat(form.command().secret()).contains("sk-1");
    }

    @Test
    void onlyALanguageModelNeedsAModelAndOnlyWhenItIsSaved() {
        ProviderFormViewModel model = create(ProviderKind.LLM);
        assertThat(model.validate(false)).isTrue();
        assertThat(model.validate(true)).isFalse();
        assertThat(model.errors().get()).containsOnlyKeys("model");
        assertThat(create(ProviderKind.ASR).validate(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "192.168.1.5:10095, 192.168.1.5, 10095, ", "wss://asr.example:443, asr.example, 443, true", "ws://asr.example/, asr.example, , false",
        "[fe80::1]:10095, [fe80::1], 10095, " })
    void funAsrIsSavedAsHostPortAndWhetherItHasTls(String typed, String host, Integer port, Boolean tls) {
        ProviderFormViewModel form = create(ProviderKind.ASR);
        form.protocol().set(protocol(form, "fun_server"));
        form.address().set(typed);
        assertThat(form.validate(true)).isTrue();
        assertThat(form.command().fields()).containsEntry("host", host).containsEntry("port", port == null ? new SettingRemoval() : port)
            .containsEntry("is_ssl", tls == null ? new SettingRemoval() : tls);
    }

    @ParameterizedTest
    @CsvSource({ "asr.example, 10095, , asr.example:10095", "asr.example, 10095, true, wss://asr.example:10095",
        "asr.example, 10095, false, ws://asr.example:10095", "asr.example, , , asr.example", "wss://asr.example:443, , , wss://asr.example:443" })
    void whatIsNotChangedOfAFunAsrServerStaysAsItWas(String host, Integer port, Boolean tls, String shown) {
        Map<String, Object> fields = new HashMap<>(Map.of("type", "fun_server", "host", host));
        Optional.ofNullable(port).ifPresent(number -> fields.put("port", number));
        Optional.ofNullable(tls).ifPresent(encrypted -> fields.put("is_ssl", encrypted));
        ProviderFormViewModel form = edit(ProviderKind.ASR, fields);
        assertThat(form.address().get()).isEqualTo(shown);
        if (!host.contains("://")) {
            assertThat(form.command().fields()).containsEntry("host", host).containsEntry("port", port == null ? new SettingRemoval() : port)
                .containsEntry("is_ssl", tls == null ? new SettingRemoval() : tls);
        }
    }

    @Test
    void whatIsEmptiedIsTakenOutOfTheSettings() {
        ProviderFormViewModel form = edit(ProviderKind.TTS,
            Map.of("type", "openai", "base_url", "https://api.openai.com/v1", "model", "tts-1", "voice", "alloy"));
        form.model().set(" ");
        form.voice().set("");
        assertThat(form.command().fields()).containsEntry("model", new SettingRemoval()).containsEntry("voice", new SettingRemoval());
        assertThat(form.command().secret()).isEmpty();
    }

    @Test
    void aModelFileOffersThoseThatCanBeFetchedUntilAnotherServiceIsChosen() {
        ProviderFormViewModel form = create(ProviderKind.ASR);
        form.protocol().set(protocol(form, "whisper"));
        assertThat(form.offeredModels()).containsExactly("tiny", "base", "small");
        assertThat(form.address().get()).isEmpty();
        form.model().set("base");
        assertThat(form.validate(true)).isTrue();
        assertThat(form.command())
            .isEqualTo(new Command.PutProvider(ProviderKind.ASR, "whisper", Map.of("type", "whisper", "model", "base"), Optional.empty()));
        form.protocol().set(protocol(form, "openai"));
        assertThat(form.offeredModels()).isEmpty();
    }

    @Test
    void anOfferFillsTheVoiceOfAVoiceAndModelAndLanguageOfARecognizer() {
        ProviderOffer offer = new ProviderOffer("zh_CN-huayan", List.of("zh"));
        ProviderFormViewModel voice = create(ProviderKind.TTS);
        voice.take(offer, "zh");
        assertThat(voice.voice().get()).isEqualTo("zh_CN-huayan");
        assertThat(voice.model().get()).isEmpty();
        ProviderFormViewModel recognizer = create(ProviderKind.ASR);
        recognizer.take(offer, "zh");
        assertThat(List.of(recognizer.model().get(), recognizer.language().get(), recognizer.voice().get())).containsExactly("zh_CN-huayan", "zh", "");
    }

    @ParameterizedTest
    @CsvSource({"base_url, address", "url, address", "host, address", "api_key, key", "model, model", "model_name, model", "http_proxy, proxy"})
    void theFieldThatAFailureIsAboutIsMarkedUntilSomethingIsTyped(String setting, String field) {
        ProviderFormViewModel form = edit(ProviderKind.LLM, Map.of("type", "openai", "model_name", "m"));
        Problem refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.one." + setting), "one", "401", "no");
        form.showFailure(refused);
        assertThat(form.refusedField().get()).contains(field);
        form.voice().set("x");
        assertThat(form.refusedField().get()).isEmpty();
    }

    @Test
    void aFailureThatIsAboutNoFieldMarksNone() {
        ProviderFormViewModel form = create(ProviderKind.LLM);
        form.showFailure(Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.one.seed"), "one", "401", "no"));
        assertThat(form.refusedField().get()).isEmpty();
        form.showFailure(Problem.of(ProblemCode.STORE_BUSY, "it waits"));
        assertThat(form.refusedField().get()).isEmpty();
    }

    @Test
    void eachOfSeveralKeysIsTypedAndSavedUnderItsOwnName() {
        ProviderFormViewModel form = edit(ProviderKind.ASR, Map.of("type", "aliyun", "host", "nls-gateway.example", "appkey", "***"));
        assertThat(form.keyNames()).containsExactly("access_key_secret", "access_key_id", "appkey", "token");
        assertThat(form.address().get()).isEqualTo("https://nls-gateway.example");
        assertThat(form.maskedKey("appkey")).contains("***");
        assertThat(form.maskedKey("token")).isEmpty();
        form.key("access_key_secret").set(" MrNV 0815 ");
        assertThat(form.validate(false)).isFalse();
        assertThat(form.errors().get()).containsOnlyKeys("key");
        form.key("access_key_secret").set(" MrNV0815 ");
        form.key("access_key_id").set("LTAI4711");
        assertThat(form.validate(false)).isTrue();
        assertThat(form.command().fields()).containsEntry("access_key_secret", "MrNV0815").containsEntry("access_key_id", "LTAI4711")
            .doesNotContainKeys("appkey", "token");
        assertThat(form.command().secret()).isEmpty();
        assertThat(form.command().toString()).doesNotContain("MrNV0815", "LTAI4711");
        form.showFailure(Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("ASR.one.access_key_secret"), "one", 401, "no"));
        assertThat(form.refusedField().get()).contains("key");
        form.protocol().set(protocol(form, "tencent"));
        assertThat(form.keyNames()).containsExactly("secret_key", "secret_id");
        assertThat(form.command().fields()).doesNotContainKeys("access_key_secret", "access_key_id");
        form.protocol().set(protocol(form, "openai"));
        assertThat(form.keyNames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LLM, openai, true, true, false, false", "ASR, custom, true, true, true, true", "ASR, openai, true, true, false, true",
        "ASR, wyoming, true, false, false, true", "ASR, whisper, false, false, false, true", "TTS, doubao, true, true, false, true"})
    void theFoldedPartHasWhatTheSectionOfItsTypeIsReadFor(ProviderKind kind, String type, boolean timeout, boolean proxy, boolean headers, boolean standIn) {
        ProviderProtocol protocol = protocol(create(kind), type);
        assertThat(Stream.of("timeout", "proxy", "headers", "stand_in").map(field -> ConnectionFields.has(protocol, field)))
            .containsExactly(timeout, proxy, headers, standIn);
    }

    @Test
    void ofTheConnectionOnlyWhatIsChangedIsSaved() {
        Map<String, Object> saved = Map.of("type", "custom", "url", "https://asr.example/", "timeout", 30, "http_proxy", "http://***@10.0.0.1:3128",
            "stand_in", false, "headers", Map.of("X-Key", "abc…wxyz", "X-Old", "***"));
        ProviderFormViewModel form = edit(ProviderKind.ASR, saved);
        assertThat(form.command().fields()).doesNotContainKeys("timeout", "http_proxy", "https_proxy", "stand_in", "headers");
        assertThat(form.validate(true)).isTrue();
        ConnectionFields connection = form.connection();
        assertThat(List.of(connection.timeout().get(), connection.proxy().get())).containsExactly("30", "http://***@10.0.0.1:3128");
        connection.timeout().set(" 12.5 ");
        connection.proxy().set("http://bob:word@10.0.0.2:3128");
        connection.standIn().set(true);
        connection.removeHeader(connection.headers().stream().filter(header -> header.name().get().equals("X-Old")).findFirst().orElseThrow());
        ConnectionFields.Header added = connection.addHeader();
        added.name().set("X-New");
        added.value().set("a b");
        connection.addHeader();
        assertThat(form.command().fields()).containsEntry("timeout", 12.5).containsEntry("http_proxy", "http://bob:word@10.0.0.2:3128")
            .containsEntry("stand_in", true).containsEntry("headers", Map.of("X-Old", new SettingRemoval(), "X-New", "a b"));
        connection.timeout().set("");
        connection.proxy().set("");
        assertThat(form.command().fields()).containsEntry("timeout", new SettingRemoval()).containsEntry("http_proxy", new SettingRemoval())
            .doesNotContainKey("https_proxy");
    }

    @ParameterizedTest
    @CsvSource({"timeout, soon", "timeout, 0.5", "timeout, 601", "proxy, a b", "proxy, http://***@10.0.0.2:3128", "proxy, socks5://10.0.0.1:1080"})
    void whatIsNoneIsSaidWhileItIsTyped(String field, String typed) {
        ProviderFormViewModel form = edit(ProviderKind.ASR, Map.of("type", "openai", "https_proxy", "http://***@10.0.0.1:3128"));
        (field.equals("timeout") ? form.connection().timeout() : form.connection().proxy()).set(typed);
        assertThat(form.errors().get()).containsOnlyKeys(field);
        assertThat(form.validate(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"two words, x", "'', x", "Content-Length, 5", "x-key, again", "X-Other, ключ"})
    void aHeaderThatIsNoneIsSaidWhileItIsTyped(String name, String value) {
        ProviderFormViewModel form = edit(ProviderKind.ASR, Map.of("type", "custom", "url", "https://asr.example/", "headers", Map.of("X-Key", "***")));
        ConnectionFields.Header added = form.connection().addHeader();
        assertThat(form.errors().get()).as("an empty row").isEmpty();
        added.value().set(value);
        added.name().set(name);
        assertThat(form.errors().get()).containsOnlyKeys("headers");
        form.connection().removeHeader(added);
        assertThat(form.errors().get()).isEmpty();
    }

    private static ProviderFormViewModel create(ProviderKind kind) {
        return new ProviderFormViewModel(kind, Optional.empty(), STATE, List.of(), false, () -> new Texts(Texts.Language.ENGLISH));
    }

    private static ProviderFormViewModel edit(ProviderKind kind, Map<String, Object> fields) {
        return new ProviderFormViewModel(kind, Optional.of(new Provider(kind, "one", List.of(), fields, SettingsLayer.CONSOLE, false)), STATE, List.of("one"),
            false, () -> new Texts(Texts.Language.ENGLISH));
    }

    private static ProviderProtocol protocol(ProviderFormViewModel form, String type) {
        return form.protocols().stream().filter(protocol -> protocol.type().equals(type) && !protocol.title().isEmpty()).findFirst().orElseThrow();
    }
}
