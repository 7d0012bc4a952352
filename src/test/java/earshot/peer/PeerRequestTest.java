package earshot.peer;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.peer.PeerRequest.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("2.19: what a device may send")
class PeerRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"to":"bb","payload":{"text":"x"}}                                       | - invalid to/payload
        {"to":["bb"],"payload":"x"}                                              | - invalid to/payload
        {"payload":{"text":"x"}}                                                 | - invalid to/payload
        {"to":[],"payload":{"text":"x"}}                                         | INVALID_REQUEST to names no device
        {"to":["bb",{}],"payload":{"text":"x"}}                                  | INVALID_REQUEST an entry of to is no device id
        {"to":["bb",null],"payload":{"text":"x"}}                                | INVALID_REQUEST an entry of to is no device id
        {"to":["bb"],"payload":{"text":" ``` "}}                                 | INVALID_REQUEST payload.text is missing
        {"to":["bb"],"payload":{"text":{"a":1}}}                                 | INVALID_REQUEST payload.text is missing
        {"to":["a","b","c","d"],"payload":{"text":"x"}}                          | INVALID_REQUEST to names more than 3 devices
        {"to":["bb"],"category":"a b","payload":{"text":"x"}}                    | SCHEMA_INVALID category must be a word of at most 32 letters
        """)
    void whatCannotBeReadIsRefused(String json, String refusal) throws JsonProcessingException {
        assertThat(PeerRequest.read((ObjectNode) JSON.readTree(json), 3)).isInstanceOfSatisfying(Reading.Refused.class, refused ->
            assertThat(refused.code().map(Enum::name).orElse("-") + " " + refused.reason()).isEqualTo(refusal));
    }

    @Test
    void idsAreNormalizedAndWordsCleaned() throws JsonProcessingException {
        PeerRequest request = read(
            "{\"to\":[\" 'AA' \",\"aa\",\"Broadcast\",7],\"category\":\" TASK \",\"payload\":{\"text\":\"```py\\nfix  \\u0007it```\",\"context\":{\"locale\":\"en-US\",\"id\":\"T-9\"}}}");
        assertThat(request).isEqualTo(new PeerRequest(List.of(new DeviceId("aa"), new DeviceId("7")), true, "task", "fix it", "en-US", Optional.of("T-9")));
        assertThat(read("{\"to\":[\"aa\"],\"payload\":{\"text\":\"x\",\"context\":{\"category\":\"Note\"}}}").category()).isEqualTo("note");
        assertThat(read("{\"to\":[\"aa\"],\"payload\":{\"title\":\"x\"}}").category()).isEqualTo("message");
    }

    @Test
    void aHugeListAndALongTextAreBounded() throws JsonProcessingException {
        String many = IntStream.range(0, 100_000).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        assertThat(PeerRequest.read((ObjectNode) JSON.readTree("{\"to\":[" + many + "],\"payload\":{\"text\":\"x\"}}"), 10))
            .isInstanceOf(Reading.Refused.class);
        assertThat(read("{\"to\":[\"aa\"],\"payload\":{\"text\":\"" + "`````x".repeat(100_000) + "\"}}").text()).hasSizeLessThanOrEqualTo(PeerRequest.MAX_TEXT);
    }

    private static PeerRequest read(String json) throws JsonProcessingException {
        return ((Reading.Read) PeerRequest.read((ObjectNode) JSON.readTree(json), 10)).request();
    }
}
