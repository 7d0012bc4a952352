package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.ToolDefinition;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a model is offered: names, order, and what is left out.
class ToolOfferTest {
    private static final String NOTHING = "{\"type\":\"object\",\"properties\":{}}";
    private static final BuiltInTool TIME = new BuiltInTool(new ToolDefinition("get_time", "the time", "{}"), _ -> ToolResult.forModel("noon"));

    private final ToolNames names = new ToolNames(Set.of("get_time", "change_volume"));
    private final List<Problem> raised = new ArrayList<>();
    private final List<ProblemSubject> resolved = new ArrayList<>();
    private final LeftOutTools leftOut = new LeftOutTools(new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            raised.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            resolved.add(subject);
        }
    });

    @Test
    void eachNameLeadsBackToOneTool() {
        String longName = "a".repeat(70);
        ToolSource home = source("light.on", "light_on", "获取天气", "查询新闻", longName, longName + "b", "get_time", "change_volume", "查询weather", "3d.print",
            "Éclairage", "..");
        ToolOffer offer = offer(source(), home);
        assertThat(offer.definitions()).extracting(ToolDefinition::name).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_-]{0,63}"));
        assertThat(offer.definitions()).extracting(ToolDefinition::name).containsExactly("get_time", "home_light_on", "light_on", "tool_1", "tool_2",
            "a".repeat(64), "home_" + "a".repeat(59),
            "home_get_time", "home_change_volume", "weather", "_3d_print", "Eclairage", "tool_3");
        assertThat(offer.byName()).containsEntry("light_on", new ToolOffer.Offered.OfServer(home, "light_on", NOTHING))
            .containsEntry("home_light_on", new ToolOffer.Offered.OfServer(home, "light.on", NOTHING))
            .containsEntry("tool_2", new ToolOffer.Offered.OfServer(home, "查询新闻", NOTHING));
        assertThat(offer.byName().values()).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void theDescriptionTellsTheOwnNameWhereTheOfferedOneDoesNot() {
        ToolOffer offer = offer(source("self.lamp"), source("light.on", "获取天气", "get_time"));
        assertThat(description(offer, "self_lamp")).isEqualTo("about self.lamp");
        assertThat(description(offer, "light_on")).isEqualTo("about light.on");
        assertThat(description(offer, "tool_1")).isEqualTo("获取天气 (home): about 获取天气");
        assertThat(description(offer, "home_get_time")).isEqualTo("get_time (home): about get_time");
    }

    @Test
    void anOwnNameLeadsToItsToolWhereOneHasIt() {
        ToolOffer offer = offer(source("self.lamp"), source("light.on", "light_on", "self.lamp"));
        assertThat(offer.find("light.on").orElseThrow().ownName()).isEqualTo("light.on");
        assertThat(offer.find("light_on").orElseThrow().ownName()).isEqualTo("light_on");
        assertThat(offer.find("self.lamp")).as("two have it").isEmpty();
        assertThat(offer.find("self_lamp")).get().isInstanceOf(ToolOffer.Offered.OfDevice.class);
        assertThat(offer.find("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" get_time ", "functions.get_time", "default_api:get_time", "GetTime", "get-time", "getTime"})
    void aNameThatAModelWroteFromMemoryLeadsToItsTool(String written) {
        assertThat(offer(source("lamp"), source("light.on", "light_on")).find(written)).get().isInstanceOf(ToolOffer.Offered.BuiltIn.class);
        assertThat(offer(source("lamp"), source("get-time", "getTime")).find("GET TIME")).as("three are called so").isEmpty();
    }

    @Test
    void aNameStaysWhileServersComeAndGo() {
        ToolSource late = source("search", "获取");
        ToolSource early = source("search", "天气");
        assertThat(offerOf(new ToolSource.Part("b", early)).definitions()).extracting(ToolDefinition::name).containsExactly("get_time", "search", "tool_1");
        ToolOffer both = offerOf(new ToolSource.Part("a", late), new ToolSource.Part("b", early));
        assertThat(both.byName()).containsEntry("search", new ToolOffer.Offered.OfServer(early, "search", NOTHING))
            .containsEntry("tool_1", new ToolOffer.Offered.OfServer(early, "天气", NOTHING))
            .containsEntry("a_search", new ToolOffer.Offered.OfServer(late, "search", NOTHING))
            .containsEntry("tool_2", new ToolOffer.Offered.OfServer(late, "获取", NOTHING));
        assertThat(offerOf(new ToolSource.Part("a", late)).definitions()).extracting(ToolDefinition::name).contains("a_search", "tool_2");
    }

    @Test
    void aToolOfTheDeviceTakesItsNameFromAServer() {
        ToolSource home = source("self.lamp");
        assertThat(offer(source(), home).byName()).containsEntry("self_lamp", new ToolOffer.Offered.OfServer(home, "self.lamp", NOTHING));
        ToolSource device = source("self.lamp");
        assertThat(offer(device, home).byName()).containsEntry("self_lamp", new ToolOffer.Offered.OfDevice(device, "self.lamp", NOTHING))
            .containsEntry("home_self_lamp", new ToolOffer.Offered.OfServer(home, "self.lamp", NOTHING));
    }

    @Test
    void manyForeignToolsPushOutNoneOfTheDevice() {
        ToolSource device = numbered("d", 130);
        ToolSource many = numbered("s", 128);
        ToolOffer offer = offer(device, many);
        assertThat(offer.definitions()).hasSize(128).last().isEqualTo(TIME.definition());
        assertThat(offer.leftOutOfDevice()).containsExactly("d127", "d128", "d129");
        assertThat(offer.leftOutOfServers().get("home")).hasSize(128);
        ToolOffer few = offer(numbered("d", 10), many);
        assertThat(few.definitions()).hasSize(128).extracting(ToolDefinition::name).contains("d0", "d9", "get_time", "s116").doesNotContain("s117");
        assertThat(few.leftOutOfServers()).containsOnlyKeys("home").extractingByKey("home").asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
            .hasSize(11);
    }

    @Test
    void theDefinitionsOfServersHaveABound() {
        ToolSource wordy = tools(IntStream.range(0, 20)
            .mapToObj(i -> new Tool("t" + i, "x".repeat(2_000), "{\"type\":\"object\",\"properties\":{}}" + " ".repeat(9_000), false)).toList());
        ToolOffer offer = offer(source(), wordy);
        assertThat(offer.definitions().stream().mapToInt(tool -> tool.description().length() + tool.parameters().length()).sum())
            .isLessThan(ToolOffer.MAX_SERVER_CHARS + 100);
        assertThat(offer.definitions()).allMatch(tool -> tool.description().length() <= 1_024);
        assertThat(offer.leftOutOfServers().get("home")).isNotEmpty();
    }

    @Test
    void whatIsLeftOutIsToldOnceForEachServer() {
        ToolServerStatus home = new ToolServerStatus("home", ToolServerStatus.Availability.READY, source("a", "b", "c").list(), Optional.empty());
        ToolServerStatus sky = new ToolServerStatus("sky", ToolServerStatus.Availability.READY, source("d").list(), Optional.empty());
        for (int i = 0; i < 3; i++) {
            leftOut.report(List.of(home, sky), Map.of("home", List.of("c"), "sky", List.of("d")));
            leftOut.report(List.of(home, sky), Map.of());
        }
        assertThat(raised).extracting(Problem::args).containsExactlyInAnyOrder(List.of("home", "1", "c"), List.of("sky", "1", "d"));
        leftOut.report(List.of(home, sky), Map.of("home", List.of("b", "c")));
        assertThat(raised.getLast().args()).containsExactly("home", "2", "b, c");
        assertThat(resolved).isEmpty();
        leftOut.report(List.of(home), Map.of());
        assertThat(resolved).containsExactlyInAnyOrder(McpServerRegistry.subject("home"), McpServerRegistry.subject("sky"));
    }

    @ParameterizedTest
    @CsvSource({"light.on, light_on", "ｌｉｇｈｔ, light", "Größe, Große", "天气, ", "get 天气 now, get_now", "---, ", "_x, _x", "灯.开.on, on", "2, _2"})
    void aNameIsWrittenInLatinLetters(String own, String written) {
        assertThat(ToolNames.written(own).orElse(null)).isEqualTo(written == null ? null : written.replace("Große", "Gro_e"));
    }

    private ToolOffer offer(ToolSource device, ToolSource home) {
        return ToolOffer.of(names, device, List.of(TIME), parts(new ToolSource.Part("home", home)));
    }

    private ToolOffer offerOf(ToolSource.Part... servers) {
        return ToolOffer.of(names, source(), List.of(TIME), parts(servers));
    }

    private static String description(ToolOffer offer, String name) {
        return offer.definitions().stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow().description();
    }

    private static ToolSource numbered(String letter, int count) {
        return source(IntStream.range(0, count).mapToObj(i -> letter + i).toArray(String[]::new));
    }

    private static ToolSource source(String... names) {
        return tools(Stream.of(names).map(name -> new Tool(name, "about " + name, NOTHING, false)).toList());
    }

    private static ToolSource tools(List<Tool> tools) {
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                return tools;
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                return CompletableFuture.completedFuture(name);
            }
        };
    }

    private static ToolSource parts(ToolSource.Part... parts) {
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                return Stream.of(parts).flatMap(part -> part.tools().list().stream()).toList();
            }

            @Override
            public List<Part> parts() {
                return List.of(parts);
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                throw new AssertionError("each part is called itself");
            }
        };
    }
}
