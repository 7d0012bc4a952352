package earshot.llm;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Changed;
import earshot.config.Settings;
import earshot.watch.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposesTest {
    private static final String NOT_FOUND = "get_llm_for: 未找到用途 coding 的 llm_by_mode 配置，回退到 default";

    private final Cell<Settings> settings = new Cell<>(Settings.defaults());
    private final List<String> warnings = new ArrayList<>();
    private final List<String> made = new ArrayList<>();
    private final Map<String, Paper> shelf = new LinkedHashMap<>();
    private final ModelSource source = (alias, overrides) -> {
        made.add(alias + overrides);
        return switch (alias) {
            case "missing" -> Optional.empty();
            case "broken" -> throw new IllegalStateException("out of order");
            default -> Optional.of(shelf.computeIfAbsent(alias + overrides, Paper::new));
        };
    };
    private final Purposes purposes = new Purposes(source, settings, warnings::add);

    private record Paper(String name) implements LanguageModel {
        @Override
        public Reply ask(Prompt prompt) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    @DisplayName("rows 3, 29: a purpose is made when it is first asked for, and once")
    void makesOneInstanceAPurposeWhenItIsAskedFor() {
        written("small", "{\"chat\": \"small\", \"meeting\": {\"alias\": \"big\"}}");
        assertThat(made).isEmpty();
        Choice first = purposes.of(Purpose.MEETING);
        assertThat(purposes.of(Optional.of(" MEETING "))).isSameAs(first);
        assertThat(first).isEqualTo(new Choice(Optional.of(shelf.get("big{}")), "big", "own", ""));
        assertThat(made).containsExactly("big{}");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "", "  ", "chat", "CHAT", "connected.idle", "dialog.active", "dialog.preparing"})
    @DisplayName("row 3: no purpose, and the modes that are a conversation, are a chat")
    void mapsConversationsToChat(String mode) {
        written("small", "{\"chat\": \"talker\"}");
        assertThat(purposes.of(mode.equals("-") ? Optional.empty() : Optional.of(mode)).alias()).isEqualTo("talker");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    @DisplayName("row 29: all six purposes are accepted")
    void acceptsAllPurposes(Purpose purpose) {
        written("small", "{\"" + purpose.key() + "\": \"mine\"}");
        assertThat(purposes.of(purpose).alias()).isEqualTo("mine");
    }

    @Test
    @DisplayName("rows 14, 29, 41: a purpose without an entry warns once and takes default")
    void anUnmappedPurposeTakesDefaultAndWarnsOnce() {
        written("small", "{\"default\": \"big\", \"chat\": \"small\"}");
        Choice choice = purposes.of(Purpose.CODING);
        assertThat(choice.alias()).isEqualTo("big");
        assertThat(choice.reason()).isEqualTo("default.entry");
        assertThat(warnings).containsExactly(NOT_FOUND);
        assertThat(purposes.of(Purpose.CODING)).isSameAs(choice);
        assertThat(warnings).as("a hit warns no more").hasSize(1);
        assertThat(made).as("a hit looks nothing up").containsExactly("big{}");
        purposes.of(Purpose.CHAT);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void withoutAnyMappingTheSelectedModelServesAllFromOneInstance() {
        written("small", "{}");
        Choice chat = purposes.of(Purpose.CHAT);
        Choice memory = purposes.of(Purpose.MEMORY);
        assertThat(chat).isEqualTo(new Choice(Optional.of(shelf.get("small{}")), "small", "selected", ""));
        assertThat(memory.model().get()).isSameAs(chat.model().get());
    }

    @Test
    void overridesWithoutAnAliasChangeTheSelectedModel() {
        written("small", "{\"coding\": {\"temperature\": 0.1}}");
        assertThat(purposes.of(Purpose.CODING)).isEqualTo(new Choice(Optional.of(shelf.get("small{\"temperature\":0.1}")), "small", "own", ""));
    }

    @Test
    @DisplayName("rows 3, 41: an alias that is not there, or cannot be made, falls back to the default instance, and the fall-back is kept")
    void fallsBackToTheDefaultInstance() {
        written("small", "{\"coding\": \"missing\", \"working\": \"broken\"}");
        Choice unknown = purposes.of(Purpose.CODING);
        Choice failed = purposes.of(Purpose.WORKING);
        assertThat(unknown).isEqualTo(new Choice(Optional.of(shelf.get("small{}")), "small", "fallback.unknown", "missing"));
        assertThat(failed).isEqualTo(new Choice(Optional.of(shelf.get("small{}")), "small", "fallback.failed", "out of order"));
        assertThat(warnings).containsExactly("get_llm_for: llm_by_mode[coding] 别名未命中(alias=missing), 回退默认LLM", "get_llm_for 失败(working): out of order，回退默认LLM");
        int looked = made.size();
        assertThat(purposes.of(Purpose.CODING)).isSameAs(unknown);
        assertThat(purposes.of(Purpose.WORKING)).isSameAs(failed);
        assertThat(warnings).as("the second call is silent").hasSize(2);
        assertThat(made).hasSize(looked);
    }

    @Test
    @DisplayName("row 29: an answer without a model is no hit")
    void nothingIsNotKept() {
        written(null, "{\"chat\": \"missing\"}");
        assertThat(purposes.of(Purpose.CHAT)).isEqualTo(new Choice(Optional.empty(), "", "none", "missing"));
        purposes.of(Purpose.CHAT);
        assertThat(made).hasSize(2);
        settings.set(Settings.defaults());
        assertThat(purposes.of(Purpose.CHAT).reason()).isEqualTo("none");
        written("broken", "{}");
        assertThat(purposes.of(Purpose.CHAT).model()).isEmpty();
    }

    @Test
    @DisplayName("rows 3, 14: what could not be had warns once, and again only after the settings changed")
    void warnsOnceOfTheSameThing() {
        written(null, "{}");
        purposes.of(Purpose.CHAT);
        purposes.of(Purpose.CHAT);
        assertThat(warnings).containsExactly("get_llm_for: 未找到用途 chat 的 llm_by_mode 配置，回退到 default");
        written(null, "{\"chat\": \"missing\"}");
        purposes.of(Purpose.CHAT);
        purposes.of(Purpose.CHAT);
        assertThat(warnings).hasSize(2).last().asString().contains("alias=missing");
    }

    @Test
    void followsTheSettingsAndLooksAgainWhenToldTo() {
        written("small", "{\"chat\": \"one\"}");
        assertThat(purposes.of(Purpose.CHAT).alias()).isEqualTo("one");
        written("small", "{\"chat\": \"two\"}");
        assertThat(purposes.of(Purpose.CHAT).alias()).isEqualTo("two");
        int looked = made.size();
        settings.update(now -> Changed.greeting(now, JSON.createObjectNode().put("type", "hello")));
        purposes.of(Purpose.CHAT);
        assertThat(made).as("another setting changes nothing").hasSize(looked);
        purposes.forget();
        purposes.of(Purpose.CHAT);
        assertThat(made).hasSize(looked + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{name: a, llm: b}|a|{}", "{alias: '', module: m}|m|{}", "{alias: a, temperature: 0.2}|a|{\"temperature\":0.2}", "{alias: a}|a|{}",
        "{alias: a, overrides: {x: 1}, y: 2}|a|{\"x\":1}", "\"a\"|a|{}", "\" \"||{}", "7||{}", "[1]||{}", "null||{}", "{alias: a, overrides: null, y: 2}|a|{\"y\":2}",
        "{alias: a, overrides: {}, y: 2}|a|{}", "{alias: a, overrides: 5, y: 2}|a|{}", "{llm: 5}|5|{}", "{max_tokens: 5}||{\"max_tokens\":5}"}, quoteCharacter = '~')
    @DisplayName("row 46: alias and overrides in all their forms")
    void readsAllFormsOfAnEntry(String entry, String alias, String overrides) throws Exception {
        JsonNode written = JSON.valueToTree(new org.yaml.snakeyaml.Yaml().load(entry));
        Mapping mapping = Mapping.of(written == null ? NullNode.getInstance() : written);
        assertThat(mapping.alias()).isEqualTo(Optional.ofNullable(alias));
        assertThat(mapping.overrides()).isEqualTo(JSON.readTree(overrides));
    }

    @ParameterizedTest
    @CsvSource({"Big, big", "bgi, big", "bigg, big", "smal, small", "deep-seek, deepseek", "b, -", "xyz, -", "large, -"})
    @DisplayName("U29: a slip is told with what may have been meant")
    void findsWhatMayHaveBeenMeant(String written, String meant) {
        Optional<String> near = NearMiss.of(written, List.of("big", "small", "deepseek"));
        assertThat(near).isEqualTo(meant.equals("-") ? Optional.empty() : Optional.of(meant));
    }

    @Test
    @DisplayName("U29: a mapping and a provider are judged while they are written")
    void judgesWhatIsWritten() throws Exception {
        written("small", "{}");
        Settings.Models models = new Settings.Models(Map.of("big", JSON.createObjectNode()), Optional.empty(), Map.of(), Optional.empty());
        assertThat(Finding.ofMapping(JSON.readTree("{\"alias\":\"Big\",\"temperature\":\"warm\",\"top_k\":4}"), models)).satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Finding.UnknownAlias("Big", Optional.of("big"))),
            second -> assertThat(second).isInstanceOfSatisfying(Finding.BadValue.class, bad -> assertThat(bad.key()).isEqualTo("temperature")),
            third -> assertThat(third).isEqualTo(new Finding.UnknownKey("top_k")));
        assertThat(Finding.ofMapping(JSON.readTree("\"big\""), models)).isEmpty();
        assertThat(Finding.ofProvider("x", (ObjectNode) JSON.readTree("{\"type\":\"olama\"}"))).containsExactly(new Finding.UnknownType("olama", Optional.of("ollama")));
        assertThat(Finding.ofProvider("mine", (ObjectNode) JSON.readTree("{\"base_url\":\"http://10.0.0.2:8000\",\"model_name\":\"m\"}"))).isEmpty();
    }

    private void written(String selected, String byPurpose) {
        try {
            Map<String, JsonNode> map = new LinkedHashMap<>();
            JSON.readTree(byPurpose).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
            settings.update(now -> Changed.models(now, new Settings.Models(now.models().providers(), Optional.ofNullable(selected), map, Optional.empty())));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
