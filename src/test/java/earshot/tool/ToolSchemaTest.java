package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolSchemaTest {
    private static final String EMPTY = "{\"type\":\"object\",\"properties\":{}}";
    private static final Set<String> KNOWN = Set.of("type", "description", "properties", "required", "enum", "anyOf", "items", "minimum", "maximum", "minItems",
        "maxItems", "minLength", "maxLength");

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'type':'object'}", "{'$schema':'http://json-schema.org/draft-07/schema#'}", "true", "false", "null", "[]", "5", "'text'",
        "{'type':'string'}", "{'type':['object','null']}",
        "{'type':'object','properties':[]}", "{'type':'object','properties':null,'required':['a']}", "{'$ref':'#'}", "{'$ref':'http://far/away.json'}",
        "{'anyOf':[{'$ref':'#'},{'$ref':'#'}]}",
        "{'definitions':{'a':{'type':'string'}}}", "{'type':'object','additionalProperties':{'type':'string'}}"})
    void whatSaysNothingIsAnObjectWithoutProperties(String written) throws Exception {
        assertThat(complete(written)).hasToString(EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        true                                                        | {'type':'string'}
        {}                                                          | {'type':'string'}
        null                                                        | {'type':'string'}
        'integer'                                                   | {'type':'integer'}
        'the city'                                                  | {'type':'string','description':'the city'}
        {'type':['null','integer']}                                 | {'type':'integer'}
        {'type':'string','nullable':true,'title':'City'}            | {'type':'string','description':'City'}
        {'type':'INTEGER','format':'int64','minimum':1}             | {'type':'integer','minimum':1}
        {'type':'float','exclusiveMinimum':0}                       | {'type':'number','description':'(more than 0)'}
        {'const':'on'}                                              | {'type':'string','enum':['on']}
        {'const':5}                                                 | {'type':'integer','description':'(always 5)'}
        {'type':'integer','enum':[1,2,3]}                           | {'type':'integer','description':'(one of 1, 2, 3)'}
        {'enum':['a','b',null]}                                     | {'type':'string','enum':['a','b']}
        {'enum':['a','b',null,'']}                                  | {'type':'string','enum':['a','b']}
        {'type':'string','format':'date','default':'today'}         | {'type':'string','description':'(format: date; default: today)'}
        {'type':'string','pattern':'^a','minLength':1}              | {'type':'string','minLength':1,'description':'(pattern: ^a)'}
        {'type':'array'}                                            | {'type':'array','items':{'type':'string'}}
        {'type':'array','items':true,'minItems':1}                  | {'type':'array','items':{'type':'string'},'minItems':1}
        {'type':'array','items':[{'type':'number'},{}]}             | {'type':'array','items':{'type':'number'}}
        {'prefixItems':[{'type':'number'}],'items':false}           | {'type':'array','items':{'type':'number'}}
        {'type':'object'}                                           | {'type':'object','properties':{}}
        {'type':'object','additionalProperties':{'type':'string'}}  | {'type':'object','properties':{},'description':'(any keys)'}
        {'anyOf':[{'type':'number'},{'type':'null'}],'title':'N'}   | {'type':'number','description':'N'}
        {'anyOf':[{'const':'a'},{'const':'b'}]}                     | {'type':'string','enum':['a','b']}
        {'oneOf':[{'type':'number'},{'type':'string'}]}             | {'anyOf':[{'type':'number'},{'type':'string'}]}
        {'allOf':[{'$ref':'#/$defs/a'}],'description':'mine'}       | {'type':'integer','description':'mine'}
        {'$ref':'#/definitions/b%20c'}                              | {'type':'boolean'}
        {'$ref':'#named'}                                           | {'type':'number'}
        {'$ref':'#/nowhere'}                                        | {'type':'string'}
        {'type':'object','properties':{'x':{}},'anyOf':[{'required':['x']},{'required':['y']}]} | {'type':'object','properties':{'x':{'type':'string'}}}
        {'type':'object','properties':{'x':{'required':true}},'required':['x','gone']}          | {'type':'object','properties':{'x':{'type':'string'}},'required':['x']}
        """)
    void aPropertyIsCompleted(String written, String completed) throws Exception {
        String all = "{'type':'object','properties':{'p':" + written
            + "},'$defs':{'a':{'type':'integer'},'n':{'$anchor':'named','type':'number'}},'definitions':{'b c':{'type':'boolean'}}}";
        assertThat(complete(all).path("properties").path("p")).isEqualTo(read(completed));
    }

    @Test
    void choicesAtTheTopAreOneObject() throws Exception {
        assertThat(complete(
            "{'anyOf':[{'properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a','b']},{'properties':{'a':{'type':'number'},'c':{'type':'integer'}},'required':['a']}]}"))
            .isEqualTo(read("{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'},'c':{'type':'integer'}},'required':['a']}"));
        assertThat(complete("{'type':'object','allOf':[{'properties':{'a':{}},'required':['a']},{'properties':{'b':{}},'required':['b']}]}"))
            .isEqualTo(read("{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a','b']}"));
    }

    @Test
    void propertiesAloneAreASchema() throws Exception {
        assertThat(complete("{'city':{'type':'string'},'title':{'type':'string'}}"))
            .isEqualTo(read("{'type':'object','properties':{'city':{'type':'string'},'title':{'type':'string'}}}"));
    }

    @Test
    void aSchemaThatContainsItselfEnds() throws Exception {
        ObjectNode tree = complete(
            "{'type':'object','properties':{'root':{'$ref':'#/$defs/node'}},'$defs':{'node':{'type':'object',"
                + "'properties':{'value':{'type':'string'},'left':{'$ref':'#/$defs/node'},'right':{'$ref':'#/$defs/node'}}}}}");
        assertThat(tree.toString().length()).isLessThan(ToolSchema.MAX_CHARS);
        assertThat(tree.at("/properties/root/properties/left/properties/value/type").asText()).isEqualTo("string");
        assertAccepted(tree, "tree");
        for (String endless : List.of("{'properties':{'a':{'$ref':'#/properties/a'}}}",
            "{'properties':{'a':{'anyOf':[{'$ref':'#/properties/a'},{'type':'null'}]}}}", "{'properties':{'a':{'allOf':[{'$ref':'#'},{'$ref':'#'}]}}}",
            "{'properties':{'a':{'type':'array','items':{'$ref':'#/properties/a'}}}}",
            "{'properties':{'a':{'oneOf':[{'$ref':'#'},{'$ref':'#/properties/a'},{'type':'number'}]}}}")) {
            assertAccepted(complete(endless), "endless");
        }
    }

    @Test
    void aHugeSchemaIsShortenedUntilItFits() throws Exception {
        ObjectNode written = JSON.createObjectNode().put("type", "object");
        for (int i = 0; i < 100; i++) {
            ObjectNode one = written.withObjectProperty("properties").putObject("p" + i).put("type", "object").put("description", "long ".repeat(500));
            IntStream.range(0, 50)
                .forEach(j -> one.withObjectProperty("properties").putObject("inner" + j).put("type", "string").put("description", "words ".repeat(100)));
        }
        ObjectNode completed = ToolSchema.complete(written);
        assertThat(completed.toString().length()).isLessThanOrEqualTo(ToolSchema.MAX_CHARS);
        assertThat(completed.path("properties")).hasSize(100);
        assertAccepted(completed, "huge");
        ObjectNode values = JSON.createObjectNode();
        IntStream.range(0, 20_000).forEach(i -> values.withObjectProperty("properties").withObjectProperty("p").withArrayProperty("enum").add("value " + i));
        assertThat(ToolSchema.complete(values).at("/properties/p/description").asText()).startsWith("(one of \"value 0\", ").endsWith(", …)");
    }

    @Test
    void whateverIsWrittenIsAcceptedAfterwards() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            JsonNode written = schema(random, 0);
            assertAccepted(ToolSchema.complete(written), written.toString());
        }
    }

    /// Objects in which the words of schemas stand in any place, as no server should write them.
    private static JsonNode schema(Random random, int depth) {
        if (depth > 4 || random.nextInt(5) == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
                case 1 -> JSON.getNodeFactory().textNode(random.nextBoolean() ? "string" : "#/properties/a");
                case 2 -> JSON.getNodeFactory().nullNode();
                case 3 -> JSON.createArrayNode().add("null").add("array");
                case 4 -> JSON.getNodeFactory().numberNode(random.nextInt(5));
                default -> JSON.createObjectNode();
            };
        }
        List<String> words = List.of("type", "properties", "items", "anyOf", "oneOf", "allOf", "$ref", "required", "enum", "const", "additionalProperties",
            "prefixItems", "description", "a", "$defs", "minimum", "minLength", "default");
        ObjectNode node = JSON.createObjectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String word = words.get(random.nextInt(words.size()));
            if (word.endsWith("Of") || word.equals("enum") || word.equals("prefixItems")) {
                node.putArray(word).add(schema(random, depth + 1)).add(schema(random, depth + 1));
            } else if (word.equals("properties") || word.equals("$defs")) {
                node.putObject(word).<ObjectNode>set("a", schema(random, depth + 1)).set("b", schema(random, depth + 1));
            } else {
                node.set(word, word.equals("$ref") ? JSON.getNodeFactory().textNode(List.of("#", "#/properties/a", "#/$defs/a", "#/%zz").get(random.nextInt(4)))
                    : schema(random, depth + 1));
            }
        }
        return node;
    }

    private static void assertAccepted(ObjectNode top, String of) {
        assertThat(top.path("type").asText()).as(of).isEqualTo("object");
        assertSchema(top, of);
    }

    private static void assertSchema(JsonNode schema, String of) {
        assertThat(schema.isObject()).as(of).isTrue();
        assertThat(schema.propertyStream().map(Map.Entry::getKey)).as(of).isSubsetOf(KNOWN);
        if (schema.has("anyOf")) {
            assertThat(schema.path("anyOf").size()).as(of).isBetween(2, 8);
            assertThat(schema.has("type")).as(of).isFalse();
            schema.path("anyOf").forEach(choice -> assertSchema(choice, of));
            return;
        }
        assertThat(schema.path("type").asText()).as(of).isIn("object", "array", "string", "number", "integer", "boolean");
        assertThat(schema.has("properties")).as(of).isEqualTo(schema.path("type").asText().equals("object"));
        assertThat(schema.has("items")).as(of).isEqualTo(schema.path("type").asText().equals("array"));
        assertThat(schema.path("enum").valueStream()).as(of).allMatch(value -> value.isTextual() && !value.asText().isEmpty());
        assertThat(schema.path("required").valueStream().map(JsonNode::asText)).as(of).allMatch(schema.path("properties")::has);
        schema.path("properties").forEach(property -> assertSchema(property, of));
        if (schema.has("items")) {
            assertSchema(schema.path("items"), of);
        }
    }

    private static ObjectNode complete(String written) throws Exception {
        return ToolSchema.complete(read(written));
    }

    private static JsonNode read(String json) throws Exception {
        return JSON.readTree(json.replace('\'', '"'));
    }
}
