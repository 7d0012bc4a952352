package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Variables in the entries of tool servers, in the forms of several desktop programs.
class EntryVariablesTest {
    private final EntryVariables variables = new EntryVariables(name -> Optional.ofNullable(Map.of("KEY", "k-1", "EMPTY", "", "COST", "$1 \\2").get(name)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plain                        | plain
        ${KEY}                       | k-1
        Bearer ${env:KEY}!           | Bearer k-1!
        ${KEY}${KEY}                 | k-1k-1
        ${KEY:-other}                | k-1
        ${NONE:-other}               | other
        ${EMPTY:-other}              | other
        [${EMPTY}]                   | []
        [${NONE:-}]                  | []
        ${OWN}                       | mine
        ${COST}                      | $1 \\2
        $KEY                         | $KEY""")
    void whatHasAValueIsFilled(String written, String filled) {
        assertThat(variables.fill(written, Map.of("OWN", "mine"))).isEqualTo(filled);
        assertThat(variables.unfilled()).isEmpty();
    }

    @Test
    void theEntryItselfComesBeforeTheEnvironment() {
        assertThat(variables.fill("${KEY}", Map.of("KEY", "own"))).isEqualTo("own");
        assertThat(variables.fill("${userHome}/x", Map.of())).isEqualTo(System.getProperty("user.home") + "/x");
    }

    @Test
    void whatHasNoValueStaysAndIsCollectedOnce() {
        assertThat(variables.fill("${A} ${env:B} ${A} ${KEY}", Map.of())).isEqualTo("${A} ${env:B} ${A} k-1");
        assertThat(variables.unfilled()).containsExactly("${A}", "${B}");
    }

    @Test
    void whatMayBeMeantForAShellIsNotMissed() {
        assertThat(variables.fillKnown("echo ${KEY} ${HOME_OF_NOBODY} <file>", Map.of())).isEqualTo("echo k-1 ${HOME_OF_NOBODY} <file>");
        assertThat(variables.unfilled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --token=<token>               | <token>
        https://x.example/YOUR_ID/mcp | YOUR_ID
        key your-api-key              | your-api-key
        __TOKEN__                     | __TOKEN__
        你的密钥                        | 你的密钥""")
    void whatAnExampleLeavesToBeFilledInIsCollected(String written, String part) {
        assertThat(variables.fill(written, Map.of())).isEqualTo(written);
        assertThat(variables.unfilled()).containsExactly(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b", "x <= y>", "<a href=\"x\">", "</p>", "your house", "YOURS", "a__b__c"})
    void wordsOfTheSameLettersAreMeant(String written) {
        variables.fill(written, Map.of());
        assertThat(variables.unfilled()).isEmpty();
    }

    @Test
    void aWholeValueMayBeAPlaceholderOfAnotherForm() {
        variables.fillValue("[\"changeme\"]", Map.of());
        variables.fillValue("{xxx}", Map.of());
        variables.fill("changeme", Map.of());
        assertThat(variables.unfilled()).as("JSON, or a part of a command").isEmpty();
        assertThat(variables.fillValue("changeme", Map.of())).isEqualTo("changeme");
        assertThat(variables.unfilled()).containsExactly("changeme");
    }
}
