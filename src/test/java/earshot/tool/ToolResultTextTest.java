package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultTextTest {
    private static final String PICTURE = Base64.getEncoder()
        .encodeToString(new Random(1).ints(9_000, 0, 256).collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write, (_, _) -> {}).toByteArray());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}                          | a~b
        {'content':[]}                                                                               |
        {}                                                                                           |
        {'content':[{'type':'text','text':''}],'isError':false}                                      |
        {'content':[{'type':'text'}]}                                                                |
        {'content':'plain'}                                                                          | plain
        {'content':{'type':'text','text':'alone'}}                                                   | alone
        'as text'                                                                                    | as text
        {'toolResult':{'a':1}}                                                                       | {'a':1}
        {'temperature':21,'_meta':{}}                                                                | {'temperature':21}
        {'content':[],'structuredContent':{'rain':true}}                                             | {'rain':true}
        {'content':[{'type':'text','text':'wet'}],'structuredContent':{'rain':true}}                 | wet
        {'content':[{'type':'resource_link','uri':'file:///a.pdf','name':'a.pdf','mimeType':'application/pdf','size':12345}]} | [link: a.pdf, file:///a.pdf, application/pdf, 12 kB]
        {'content':[{'type':'resource','resource':{'uri':'file:///n.txt','mimeType':'text/plain','text':'note'}}]}            | note
        {'content':[{'type':'hologram','data':'x'},{'type':'text','text':'see'}]}                    | [hologram]~see
        """)
    void allTextsOfAResultAreUsed(String result, String text) throws Exception {
        String expected = text == null ? "" : text.replace('\'', '"').replace('~', '\n');
        assertThat(ToolResultText.of(JSON.readTree(result.replace('\'', '"')))).isEqualTo(expected);
    }

    @Test
    void whatIsNoTextIsDescribedAndNotPasted() {
        ObjectNode result = JSON.createObjectNode();
        result.withArrayProperty("content").addObject().put("type", "image").put("mimeType", "image/png").put("data", PICTURE);
        result.withArrayProperty("content").addObject().put("type", "audio").put("mimeType", "audio/wav").put("data", PICTURE);
        result.withArrayProperty("content").addObject().put("type", "resource").putObject("resource").put("uri", "file:///a.zip")
            .put("mimeType", "application/zip").put("blob", PICTURE);
        result.withArrayProperty("content").addObject().put("type", "text").put("text", "![chart](data:image/png;base64," + PICTURE + ") and " + PICTURE);
        result.putObject("structuredContent").put("left", "out");
        assertThat(ToolResultText.of(result)).isEqualTo(
            "[image: image/png, 9 kB]\n[audio: audio/wav, 9 kB]\n[file: file:///a.zip, application/zip, 9 kB]\n![chart]([data: image/png, 9 kB]) and [data: 9 kB]");
        ObjectNode structured = JSON.createObjectNode();
        structured.putObject("structuredContent").put("shot", PICTURE);
        assertThat(ToolResultText.of(structured)).isEqualTo("{\"shot\":\"[data: 9 kB]\"}");
    }

    @Test
    void aLongResultIsCutSoThatItIsSeen() {
        ObjectNode result = JSON.createObjectNode();
        result.withArrayProperty("content").addObject().put("type", "text").put("text", "灯".repeat(100_000));
        assertThat(ToolResultText.of(result)).hasSizeLessThan(ToolResultText.MAX_CHARS + 100).endsWith("灯\n[cut: the first 16000 of 100000 characters]");
        result.withArrayProperty("content").removeAll().addObject().put("type", "text").put("text", "x".repeat(50_000));
        assertThat(ToolResultText.of(result)).as("letters are no data").startsWith("xxx");
    }
}
