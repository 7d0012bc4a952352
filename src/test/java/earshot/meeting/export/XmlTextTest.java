package earshot.meeting.export;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class XmlTextTest {
    @Test
    void markupIsWrittenAsCharacters() {
        assertThat(XmlText.escape("<a href=\"x\">Tom & 'Jerry'</a>")).isEqualTo("&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;");
        assertThat(XmlText.escape("&amp;")).as("nothing is taken for escaped already").isEqualTo("&amp;amp;");
        assertThat(XmlText.escape("")).isEmpty();
    }

    @Test
    void whatNoDocumentMayContainIsLeftOut() {
        assertThat(XmlText.escape("a\u0000b\u0001\u0008c\u000Bd\u001Fe\uFFFEf\uFFFFg")).isEqualTo("abcdefg");
        assertThat(XmlText.escape("\uD83Dhalf\uDE00")).isEqualTo("half");
        assertThat(XmlText.escape("a\tb\nc\rd 😀 你好 \uE000\uFFFD")).isEqualTo("a\tb\nc\rd 😀 你好 \uE000\uFFFD");
    }

    @Test
    void aParserReadsWhatWasWritten() throws Exception {
        for (String text : List.of("]]> <!-- & --> <![CDATA[x]]>", "' onload=\" <>", "\u0000\u0007\uD800 😀")) {
            String xml = "<t a=\"" + XmlText.escape(text) + "\">" + XmlText.escape(text) + "</t>";
            Element read = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
            String kept = text.replaceAll("[\\x00\\x07\\x{D800}]", "");
            assertThat(read.getTextContent()).isEqualTo(kept);
            assertThat(read.getAttribute("a")).isEqualTo(kept);
        }
    }
}
