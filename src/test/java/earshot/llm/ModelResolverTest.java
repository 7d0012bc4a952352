package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import earshot.config.Settings;
import earshot.session.SessionSettings;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ModelResolverTest {
    private static final String NOT_FOUND = "get_llm_for: 未找到用途 coding 的 llm_by_mode 配置，回退到 default";

    private final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    private final List<String> warnings = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<String> made = new ArrayList<>();
    private final Map<String, LanguageModelFake> models = new LinkedHashMap<>();
    private final ModelSource source = (alias, overrides) -> {
        made.add(alias + overrides);
        return switch (alias) {
            case "missing" -> Optional.empty();
            case "broken" -> throw new IllegalStateException("out of order");
            default -> Optional.of(models.computeIfAbsent(alias + overrides, LanguageModelFake::new));
        };
    };
    private final ModelResolver modelResolver = new ModelResolver(source, settings, (level, line) -> {
        warnings.add(line);
        levels.add(level);
    });

    private record LanguageModelFake(String name) implements LanguageModel {
        @Override
        public ModelReply ask(Prompt prompt) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    @DisplayName("rows 3, 29: a purpose is made when it is first asked for, and once")
    void makesOneInstanceAPurposeWhenItIsAskedFor() {
        written("small", "{\"chat\": \"small\", \"meeting\": {\"alias\": \"big\"}}");
        assertThat(made).isEmpty();
        ModelResolution first = modelResolver.resolve(Purpose.MEETING);
        assertThat(modelResolver.resolve(Optional.of(" MEETING "))).isSameAs(first);
        assertThat(first).isEqualTo(new ModelResolution(Optional.of(models.get("big{}")), "big", ResolutionReason.OWN_ENTRY, ""));
        assertThat(made).containsExactly("big{}");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "", "  ", "chat", "CHAT", "connected.idle", "dialog.active", "dialog.preparing"})
    @DisplayName("row 3: no purpose, and the modes that are a conversation, are a chat")
    void mapsConversationsToChat(String mode) {
        written("small", "{\"chat\": \"talker\"}");
        assertThat(modelResolver.resolve(mode.equals("-") ? Optional.empty() : Optional.of(mode)).alias()).isEqualTo("talker");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    @DisplayName("row 29: all six purposes are accepted")
    void acceptsAllPurposes(Purpose purpose) {
        written("small", "{\"" + purpose.key() + "\": \"mine\"}");
        assertThat(modelResolver.resolve(purpose).alias()).isEqualTo("mine");
    }

    @Test
    @DisplayName("rows 14, 29, 41: a purpose without an entry warns once and takes default")
    void anUnmappedPurposeTakesDefaultAndWarnsOnce() {
        written("small", "{\"default\": \"big\", \"chat\": \"small\"}");
        ModelResolution modelResolution = modelResolver.resolve(Purpose.CODING);
        assertThat(modelResolution.alias()).isEqualTo("big");
        assertThat(modelResolution.reason()).isEqualTo(ResolutionReason.DEFAULT_ENTRY);
        assertThat(warnings).containsExactly(NOT_FOUND);
        assertThat(levels).as("a default is written for just this case").containsExactly(Level.INFO);
        assertThat(modelResolver.resolve(Purpose.CODING)).isSameAs(modelResolution);
        assertThat(warnings).as("a hit warns no more").hasSize(1);
        assertThat(made).as("a hit looks nothing up").containsExactly("big{}");
        modelResolver.resolve(Purpose.CHAT);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void withoutAnyMappingTheSelectedModelServesAllFromOneInstance() {
        written("small", "{}");
        ModelResolution chat = modelResolver.resolve(Purpose.CHAT);
        ModelResolution memory = modelResolver.resolve(Purpose.MEMORY);
        assertThat(chat).isEqualTo(new ModelResolution(Optional.of(models.get("small{}")), "small", ResolutionReason.SELECTED, ""));
        assertThat(memory.model().get()).isSameAs(chat.model().get());
    }

    @Test
    void overridesWithoutAnAliasChangeTheSelectedModel() {
        written("small", "{\"coding\": {\"temperature\": 0.1}}");
        assertThat(modelResolver.resolve(Purpose.CODING))
            .isEqualTo(new ModelResolution(Optional.of(models.get("small{\"temperature\":0.1}")), "small", ResolutionReason.OWN_ENTRY, ""));
    }

    @Test
    @DisplayName("rows 3, 41: an alias that is not there, or cannot be made, falls back to the default instance, and the fall-back is kept")
    void fallsBackToTheDefaultInstance() {
        written("small", "{\"coding\": \"missing\", \"working\": \"broken\"}");
        ModelResolution unknown = modelResolver.resolve(Purpose.CODING);
        ModelResolution failed = modelResolver.resolve(Purpose.WORKING);
        assertThat(unknown).isEqualTo(new ModelResolution(Optional.of(models.get("small{}")), "small", ResolutionReason.UNKNOWN_ALIAS, "missing"));
        assertThat(failed).isEqualTo(new ModelResolution(Optional.of(models.get("small{}")), "small", ResolutionReason.LOOKUP_FAILED, "out of order"));
        assertThat(warnings).containsExactly("get_llm_for: llm_by_mode[coding] 别名未命中(alias=missing), 回退默认LLM", "get_llm_for 失败(working): out of order，回退默认LLM");
        int looked = made.size();
        assertThat(modelResolver.resolve(Purpose.CODING)).isSameAs(unknown);
        assertThat(modelResolver.resolve(Purpose.WORKING)).isSameAs(failed);
        assertThat(warnings).as("the second call is silent").hasSize(2);
        assertThat(made).hasSize(looked);
    }

    @Test
    @DisplayName("row 29: an answer without a model is no hit")
    void nothingIsNotKept() {
        written(null, "{\"chat\": \"missing\"}");
        assertThat(modelResolver.resolve(Purpose.CHAT)).isEqualTo(new ModelResolution(Optional.empty(), "", ResolutionReason.NONE, "missing"));
        modelResolver.resolve(Purpose.CHAT);
        assertThat(made).hasSize(2);
        settings.set(Settings.defaults());
        assertThat(modelResolver.resolve(Purpose.CHAT).reason()).isEqualTo(ResolutionReason.NONE);
        written("broken", "{}");
        assertThat(modelResolver.resolve(Purpose.CHAT).model()).isEmpty();
    }

    @Test
    @DisplayName("rows 3, 14: what could not be had warns once, and again only after the settings changed")
    void warnsOnceOfTheSameThing() {
        written(null, "{}");
        modelResolver.resolve(Purpose.CHAT);
        modelResolver.resolve(Purpose.CHAT);
        assertThat(warnings).containsExactly("get_llm_for: 未找到用途 chat 的 llm_by_mode 配置，回退到 default");
        assertThat(levels).containsExactly(Level.WARN);
        written(null, "{\"chat\": \"missing\"}");
        modelResolver.resolve(Purpose.CHAT);
        modelResolver.resolve(Purpose.CHAT);
        assertThat(warnings).hasSize(2).last().asString().contains("alias=missing");
    }

    @Test
    void followsTheSettingsAndLooksAgainWhenToldTo() {
        written("small", "{\"chat\": \"one\"}");
        assertThat(modelResolver.resolve(Purpose.CHAT).alias()).isEqualTo("one");
        written("small", "{\"chat\": \"two\"}");
        assertThat(modelResolver.resolve(Purpose.CHAT).alias()).isEqualTo("two");
        int looked = made.size();
        settings.update(now -> now.with(SessionSettings.HELLO, JSON.createObjectNode().put("type", "hello")));
        modelResolver.resolve(Purpose.CHAT);
        assertThat(made).as("another setting changes nothing").hasSize(looked);
        modelResolver.forget();
        modelResolver.resolve(Purpose.CHAT);
        assertThat(made).hasSize(looked + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{name: a, llm: b}|a|{}", "{alias: '', module: m}|m|{}", "{alias: a, temperature: 0.2}|a|{\"temperature\":0.2}", "{alias: a}|a|{}",
        "{alias: a, overrides: {x: 1}, y: 2}|a|{\"x\":1}", "\"a\"|a|{}", "\" \"||{}", "7||{}", "[1]||{}", "null||{}",
        "{alias: a, overrides: null, y: 2}|a|{\"y\":2}",
        "{alias: a, overrides: {}, y: 2}|a|{}", "{alias: a, overrides: 5, y: 2}|a|{}", "{llm: 5}|5|{}",
        "{max_tokens: 5}||{\"max_tokens\":5}" }, quoteCharacter = '~')
    @DisplayName("row 46: alias and overrides in all their forms")
    void readsAllFormsOfAnEntry(String entry, String alias, String overrides) throws Exception {
        JsonNode written = JSON.valueToTree(new org.yaml.snakeyaml.Yaml().load(entry));
        PurposeEntry purposeEntry = PurposeEntry.parse(written == null ? NullNode.getInstance() : written);
        assertThat(purposeEntry.alias()).isEqualTo(Optional.ofNullable(alias));
        assertThat(purposeEntry.overrides()).isEqualTo(JSON.readTree(overrides));
    }

    @ParameterizedTest
    @CsvSource({"Big, big", "bgi, big", "bigg, big", "smal, small", "deep-seek, deepseek", "b, -", "xyz, -", "large, -"})
    @DisplayName("U29: a slip is told with what may have been meant")
    void findsWhatMayHaveBeenMeant(String written, String meant) {
        Optional<String> near = SpellingSuggester.suggest(written, List.of("big", "small", "deepseek"));
        assertThat(near).isEqualTo(meant.equals("-") ? Optional.empty() : Optional.of(meant));
    }

    private void written(String selected, String byPurpose) {
        try {
            Map<String, JsonNode> map = new LinkedHashMap<>();
            JSON.readTree(byPurpose).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
            settings.update(
                now -> now.with(ModelSettings.SECTION, new ModelSettings(now.of(ModelSettings.SECTION).providers(), Optional.ofNullable(selected), map)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
