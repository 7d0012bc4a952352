package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a schema demands, told in words.
class SchemaNotesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        string  | {'enum':['a','b']}                              | ~~
        string  | {'enum':['a',1]}                                | one of 1
        integer | {'enum':[1,2,null]}                             | one of 1, 2
        integer | {'const':7}                                     | always 7
        string  | {'const':'x'}                                   | ~~
        string  | {'format':'date','pattern':'^[0-9-]+$'}         | format: date; pattern: ^[0-9-]+$
        integer | {'format':'int32'}                              | ~~
        number  | {'format':'double','multipleOf':0.5}            | multipleOf: 0.5
        boolean | {'default':false}                               | default: false
        object  | {'default':{'a':1}}                             | ~~
        string  | {'default':null}                                | ~~
        number  | {'exclusiveMinimum':0,'exclusiveMaximum':10}    | more than 0; less than 10
        number  | {'minimum':0,'exclusiveMinimum':true}           | ~~
        object  | {'additionalProperties':{'type':'string'}}      | any keys
        object  | {'additionalProperties':true}                   | ~~
        object  | {'properties':{'a':{}},'additionalProperties':{}} | ~~""")
    void onlyWhatTheFormOfASchemaDoesNotCarryIsTold(String type, String schema, String notes) throws JsonProcessingException {
        assertThat(String.join("; ", SchemaNotes.of((ObjectNode) JSON.readTree(schema.replace('\'', '"')), type))).isEqualTo(notes);
    }

    @Test
    void ofManyValuesTheFirstAreTold() {
        assertThat(SchemaNotes.of(numbered(30, false), "integer").getFirst()).endsWith("28, 29");
        assertThat(SchemaNotes.of(numbered(31, false), "integer").getFirst()).endsWith("28, 29, …");
        assertThat(SchemaNotes.of(numbered(ToolSchema.MAX_VALUES, true), "string")).as("they stand in the schema").isEmpty();
        assertThat(SchemaNotes.of(numbered(ToolSchema.MAX_VALUES + 1, true), "string").getFirst()).startsWith("one of \"0\", \"1\"").endsWith("\"29\", …");
    }

    @Test
    void aPatternThatNobodyCanReadIsNotTold() {
        assertThat(SchemaNotes.of(JSON.createObjectNode().put("pattern", "a".repeat(200)), "string")).hasSize(1);
        assertThat(SchemaNotes.of(JSON.createObjectNode().put("pattern", "a".repeat(201)), "string")).isEmpty();
    }

    private static ObjectNode numbered(int count, boolean texts) {
        ObjectNode schema = JSON.createObjectNode();
        ArrayNode values = schema.putArray("enum");
        for (int i = 0; i < count; i++) {
            if (texts) {
                values.add(Integer.toString(i));
            } else {
                values.add(i);
            }
        }
        return schema;
    }
}
