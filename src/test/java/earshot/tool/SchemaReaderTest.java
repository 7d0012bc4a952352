package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Schemas as tool servers write them, read as the objects that are offered to models.
class SchemaReaderTest {
    @Test
    void aReferenceIsFollowedByPointerByNameAndByAnchorAndKeepsWhatStandsBesideIt() {
        JsonNode root = tree("""
            {"$defs": {"a/b": {"type": "string", "description": "of the definition"}, "Named": {"$anchor": "here", "type": "integer", "minimum": 3}}}""");
        SchemaReader reader = new SchemaReader(root);
        assertThat(reader.read(tree("{'$ref': '#/$defs/a~1b', 'description': 'of the place'}")))
            .isEqualTo(tree("{'description': 'of the place', 'type': 'string'}"));
        assertThat(reader.read(tree("{'$ref': '#/definitions/Named'}")).path("minimum").asInt()).as("the name is right, the place is not").isEqualTo(3);
        assertThat(reader.read(tree("{'$ref': '#here'}")).path("type").asText()).isEqualTo("integer");
        assertThat(reader.read(tree("{'$ref': '#/$defs/a%7E1b'}")).path("type").asText()).as("escaped as an address").isEqualTo("string");
        assertThat(reader.read(tree("{'$ref': 'https://example.com/other.json#/x', 'title': 'kept'}"))).as("nothing is fetched")
            .isEqualTo(tree("{'title': 'kept'}"));
        assertThat(reader.read(tree("{'$ref': '#/%zz'}"))).isEmpty();
    }

    @Test
    void aSchemaThatRefersToItselfHasAnEnd() {
        JsonNode root = tree("{'$ref': '#', 'type': 'object', 'allOf': [{'$ref': '#'}, {'$ref': '#'}]}");
        assertThat(new SchemaReader(root).arguments(root).path("type").asText()).isEqualTo("object");
        ArrayNode many = JSON.createArrayNode();
        for (int i = 0; i < 200; i++) {
            many.add(tree("{'$ref': '#/w'}"));
        }
        ObjectNode wide = JSON.createObjectNode();
        wide.putObject("w").set("allOf", many);
        assertThat(new SchemaReader(wide).read(tree("{'$ref': '#/w', 'title': 'kept'}")).path("title").asText()).as("200 to the power of 16 parts")
            .isEqualTo("kept");
    }

    @Test
    void whatIsSpreadOverAllOfIsOneObjectThatNeedsWhatEachPartNeeds() {
        ObjectNode read = new SchemaReader(tree("{}")).read(tree("""
            {"required": ["a"], "properties": {"a": {"type": "string"}},
             "allOf": [{"required": ["b", "a"], "properties": {"a": {"type": "integer"}, "b": {"type": "boolean"}}}, {"description": "of a part"}]}"""));
        assertThat(read.path("properties")).as("the first word about a property holds").isEqualTo(tree("{'a': {'type': 'string'}, 'b': {'type': 'boolean'}}"));
        assertThat(read.path("required")).isEqualTo(tree("['a', 'b']"));
        assertThat(read.path("description").asText()).isEqualTo("of a part");
        assertThat(read.has("allOf")).isFalse();
    }

    @Test
    void argumentsThatMayBeOneOfSeveralObjectsNeedOnlyWhatAllOfThemNeed() {
        ObjectNode read = new SchemaReader(tree("{}")).arguments(tree("""
            {"type": "object", "oneOf": [
              {"properties": {"city": {"type": "string"}, "unit": {"type": "string"}}, "required": ["city", "unit"], "title": "by city"},
              {"properties": {"lat": {"type": "number"}, "unit": {"type": "integer"}}, "required": ["lat", "unit"]}]}"""));
        assertThat(names(read.path("properties"))).containsExactly("city", "unit", "lat");
        assertThat(read.at("/properties/unit/type").asText()).isEqualTo("string");
        assertThat(read.path("required")).isEqualTo(tree("['unit']"));
        assertThat(read.has("oneOf") || read.has("title")).isFalse();
    }

    @Test
    void propertiesThatAreWrittenWithoutTheirObjectGetOne() {
        SchemaReader reader = new SchemaReader(tree("{}"));
        assertThat(reader.arguments(tree("{'city': {'type': 'string'}, 'days': {'type': 'integer'}}")).path("properties").size()).isEqualTo(2);
        assertThat(reader.arguments(tree("{'items': {'type': 'string'}}")).has("properties")).as("items is a word of schemas").isFalse();
        assertThat(reader.arguments(tree("{'city': {'type': 'string'}, 'type': 'object'}")).has("properties")).as("a type stands beside it").isFalse();
        assertThat(reader.arguments(tree("{}"))).isEmpty();
        assertThat(reader.arguments(tree("['no', 'schema']"))).isEmpty();
        assertThat(reader.arguments(tree("null"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "'int'|{'type': 'int'}", "'LIST'|{'type': 'LIST'}",
        "'the name of a city'|{'description': 'the name of a city'}", "5|{}", "true|{}" })
    void shorthandIsWrittenOut(String written, String schema) {
        assertThat(new SchemaReader(tree("{}")).read(tree(written))).isEqualTo(tree(schema));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'type': 'Str'}|string", "{'type': ['null', 'integer']}|integer", "{'type': 'tuple', 'items': {}}|array", "{'type': 'null'}|string", "{}|string",
        "{'properties': {}}|object", "{'additionalProperties': true}|object", "{'prefixItems': []}|array",
        "{'enum': [1, 2, null]}|integer", "{'enum': [1, 2.5]}|number", "{'enum': [true, false]}|boolean", "{'enum': ['a', 1]}|string",
        "{'enum': [null]}|string",
        "{'const': 7}|integer", "{'maximum': 9}|number"})
    void theTypeIsTheWrittenOneOrWhatTheOtherKeysAreAbout(String schema, String type) {
        assertThat(SchemaReader.type((ObjectNode) tree(schema))).isEqualTo(type);
    }

    @Test
    void whatMayBeNullNeedNotBeGivenAndIsNoChoice() {
        SchemaReader reader = new SchemaReader(tree("{'$defs': {'N': {'type': 'number', 'minimum': 1}}}"));
        ObjectNode optional = (ObjectNode) tree("{'title': 'Days', 'anyOf': [{'$ref': '#/$defs/N'}, {'type': 'null'}]}");
        assertThat(reader.choices(optional)).isEmpty();
        assertThat(optional).isEqualTo(tree("{'title': 'Days', 'type': 'number', 'minimum': 1}"));
        ObjectNode nested = (ObjectNode) tree("{'anyOf': [{'oneOf': [{'type': 'boolean'}, {'const': null}]}]}");
        assertThat(reader.choices(nested)).isEmpty();
        assertThat(nested).isEqualTo(tree("{'type': 'boolean'}"));
    }

    @Test
    void textsOfSeveralKindsAreOneTextAndOtherKindsStayAChoice() {
        SchemaReader reader = new SchemaReader(tree("{}"));
        ObjectNode values = (ObjectNode) tree("{'oneOf': [{'const': 'on', 'title': 'On'}, {'enum': ['off', 'auto']}]}");
        assertThat(reader.choices(values)).isEmpty();
        assertThat(values).isEqualTo(tree("{'type': 'string', 'enum': ['on', 'off', 'auto']}"));
        ObjectNode free = (ObjectNode) tree("{'anyOf': [{'type': 'string', 'enum': ['now']}, {'type': 'string', 'format': 'date-time'}]}");
        assertThat(reader.choices(free)).isEmpty();
        assertThat(free).as("any text may be given").isEqualTo(tree("{'type': 'string'}"));
        ObjectNode mixed = (ObjectNode) tree("{'anyOf': [{'type': 'string'}, {'type': 'integer'}, {'type': 'integer'}]}");
        assertThat(reader.choices(mixed)).extracting(SchemaReader::type).containsExactly("string", "integer");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /// JSON in which single quotes stand for double ones.
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
