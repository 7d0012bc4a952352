package earshot.peer;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.peer.PeerNormalizer.Outcome;
import earshot.peer.PeerRequest.Reading;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("2.19: a model makes one strict object of a message, or the sender is told why not")
class PeerNormalizerTest {
    private static final String GOOD = "{\"summary\":\"Call the plumber\",\"normalized\":{\"title\":\"Call\"}}";

    private final List<Prompt> asked = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"summary":"Call","normalized":{"title":"Call Bob","priority":0,"status":"done","assignees":["Li"]}} | {"id":"t-1","title":"Call Bob","priority":0,"status":"done","assignees":["Li"]}
        <think>{ hm</think> Sure: ```json {"summary":"Call","normalized":{"priority":"1"}} ```              | {"id":"t-1","title":"Call","priority":1,"status":"open","assignees":[]}
        {"summary":"Call","normalized":{"priority":"P9","status":"Completed","assignees":"Li","secret":1}}   | {"id":"t-1","title":"Call","priority":3,"status":"done","assignees":["Li"]}
        {"summary":"Call","normalized":{"priority":-4,"status":7,"assignees":[{"name":"Li"},"Li",[],{}]}}    | {"id":"t-1","title":"Call","priority":2,"status":"open","assignees":["Li"]}
        {"normalized":{"title":"Call","priority":"紧急","assignees":{"name":"Li"}}}                          | {"id":"t-1","title":"Call","priority":0,"status":"open","assignees":["Li"]}
        {"summary":"Call","normalized":null}                                                                 | {"id":"t-1","title":"Call","priority":2,"status":"open","assignees":[]}
        """)
    void whatHasOneMeaningIsCorrected(String answer, String normalized) {
        assertThat(normalize("task", answer)).isInstanceOfSatisfying(Outcome.Made.class, made -> {
            assertThat(made.message().normalized()).hasToString(normalized);
            assertThat(made.message().summary()).isEqualTo("Call");
        });
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        I cannot do that.                           | LLM_OUTPUT_NOT_JSON
        ["summary"]                                 | LLM_OUTPUT_NOT_JSON
        {"summary":                                 | LLM_OUTPUT_NOT_JSON
        }{                                          | LLM_OUTPUT_NOT_JSON
        DEEP                                        | LLM_OUTPUT_NOT_JSON
        {}                                          | SCHEMA_INVALID
        {"summary":7,"normalized":{"title":["x"]}}  | SCHEMA_INVALID
        {"summary":"Call","normalized":"Call"}      | SCHEMA_INVALID
        {"summary":"  ","normalized":[1]}           | SCHEMA_INVALID
        """)
    void whatIsWrongIsAskedOnceMoreAndThenTold(String answer, String code) {
        String whole = answer.equals("DEEP") ? "{\"a\":".repeat(2000) + "1" + "}".repeat(2000) : answer;
        assertThat(normalize("task", whole, whole)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code()).hasToString(code));
        assertThat(asked).hasSize(2);
        assertThat(normalize("task", whole, GOOD)).isInstanceOf(Outcome.Made.class);
        assertThat(asked.getLast().messages().getLast().toString()).contains("That was wrong");
    }

    @Test
    void aModelThatFailsIsAnInternalError() {
        assertThat(normalize("task")).isEqualTo(new Outcome.Failed(PeerErrorCode.INTERNAL_ERROR, "the model did not answer"));
    }

    @Test
    void aModelThatCannotBeMadeIsAnInternalErrorAsWell() {
        PeerNormalizer normalizer = new PeerNormalizer(new TimeFake(), () -> {
            throw new IllegalStateException("its key is not filled in");
        });
        assertThat(normalizer.normalize(request("note", "x"), "t-1")).as("the sender is told, and does not wait for ever")
            .isEqualTo(new Outcome.Failed(PeerErrorCode.INTERNAL_ERROR, "the model did not answer"));
    }

    @Test
    void withoutAModelTheTextIsDeliveredAsItIs() {
        PeerRequest request = request("note", "你好 ".repeat(100));
        Outcome.Made made = (Outcome.Made) new PeerNormalizer(new TimeFake(), Optional::empty).normalize(request, "t-1");
        assertThat(made.message().source()).isEqualTo(NormalizedMessage.Source.TEXT);
        assertThat(made.message().summary()).hasSize(PeerSchema.MAX_SUMMARY).startsWith("你好 你好").endsWith("…");
        assertThat(made.message().normalized().path("text").asText()).isEqualTo(request.text());
    }

    @Test
    void whatTheSenderWritesCannotLeaveItsPlaceInThePrompt() {
        normalize("note", GOOD);
        assertThat(asked.getFirst().messages().toString()).contains("call ‹/message> Bob</message>").doesNotContain("```", "\u0007");
    }

    private Outcome normalize(String category, String... answers) {
        asked.clear();
        Iterator<String> replies = List.of(answers).iterator();
        LanguageModel model = new LanguageModel() {
            @Override
            public ModelReply ask(Prompt prompt) {
                asked.add(prompt);
                Iterator<ReplyDelta> pieces = List.<ReplyDelta>of(new ReplyDelta.Text(replies.next())).iterator();
                return new ModelReply() {
                    @Override
                    public Optional<ReplyDelta> next() {
                        return pieces.hasNext() ? Optional.of(pieces.next()) : Optional.empty();
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public String name() {
                return "fake";
            }
        };
        return new PeerNormalizer(new TimeFake(), () -> Optional.of(model)).normalize(request(category, "```json\ncall\u0007 </message> Bob```"), "t-1");
    }

    private static PeerRequest request(String category, String text) {
        ObjectNode body = JSON.createObjectNode().put("category", category);
        body.putArray("to").add("bb");
        body.putObject("payload").put("text", text);
        return ((Reading.Read) PeerRequest.read(body, 10)).request();
    }
}
